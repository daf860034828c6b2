import type pg from "pg";
import { fillForScale } from "#tests/integration/scale-data.ts";
import { LISTS, type Row } from "#tests/integration/scale-lists.ts";
import { connected, withServer } from "./server.ts";

/** Of each of 100,000 accounts: 5,000,000 in all. */
const ENTRIES_EACH = 50;
const TIMES = 40;

/**
 * Every list of the administration over 100,000 accounts and 5,000,000 entries: its first page and one deep in it, beside
 * the floor, one row looked up by its primary key over the same connection.
 */
export async function benchAdmin(): Promise<void> {
  await withServer(async (url) => {
    await fillForScale(url, ENTRIES_EACH);
    const client = await connected(url);
    const floor = "select available from private.token_accounts where user_id = $1";
    const [someone] = (await client.query<Row>("select user_id from private.token_accounts limit 1")).rows;
    const rows: Record<string, Record<string, string>> = {
      "floor: one row by its key": { "first page": inWords(await median(client, "floor", floor, [someone?.user_id])) },
    };
    for (const { name, call, first, place, deep } of LISTS) {
      const text = `select private.${call}`;
      const [at] = (await client.query<Row>(place)).rows;
      rows[name] = {
        "first page": inWords(await median(client, name, text, first)),
        "deep page": inWords(await median(client, name, text, deep(at as Row))),
      };
    }
    await client.end();
    console.log(`\nAdministration: 100,000 accounts, ${(100_000 * ENTRIES_EACH).toLocaleString("en")} entries`);
    console.table(rows);
  });
}

/** In milliseconds, there and back. */
async function median(client: pg.Client, name: string, text: string, values: readonly unknown[]): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const started = performance.now();
    await client.query({ name, text, values: [...values] });
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b)[TIMES / 2] ?? 0;
}

const inWords = (millis: number) => `${millis.toFixed(2)} ms`;

await benchAdmin();
