import { randomUUID } from "node:crypto";
import type pg from "pg";
import { expect, test } from "vitest";
import { migrate } from "#supabase/migrate.ts";
import { withOldDatabase } from "./old-database.ts";

const LOTS = "20261126180000_token_lots.sql";

test("a database full of accounts gets its lots: balances stay, open holds know what funds them, every rule holds", async () => {
  await withOldDatabase(LOTS, async (databaseUrl, client) => {
    const call = async (name: string, ...values: readonly unknown[]) => {
      const places = values.map((_, index) => `$${index + 1}`).join(", ");
      const { rows } = await client.query(`select private.${name}(${places}) as answer`, [...values]);
      return rows[0].answer;
    };
    const hold = async (user: string, amount: number) =>
      (await call("place_hold", user, randomUUID(), amount, "Erase", "system")).hold;
    const credit = (user: string, kind: string, amount: number, reference: string | null = null) =>
      call("credit", user, amount, kind, "Test", "system", reference, randomUUID());

    const [gifted, buyer, owing, nobody] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    for (const user of [gifted, buyer, owing]) await call("open_account", user, 10);
    await call("open_account", nobody, 0);
    await call("capture_hold", (await hold(gifted, 4)).id, 3, "Erase", "system");
    await credit(buyer, "purchase", 20, "first");
    await call("admin_adjust", buyer, 5, "Sorry", "admin:1", randomUUID());
    await call("release_hold", (await hold(buyer, 25)).id, "Given up", "system");
    const open = await hold(buyer, 12);
    await call("claw_back", buyer, 4, "refund", "Refunded", "stripe", "first", randomUUID());
    const owed = await hold(owing, 6);
    await call("claw_back", owing, 9, "refund", "Refunded", "stripe", null, randomUUID());
    const before = await balances(client);

    await migrate({ databaseUrl });
    expect(await balances(client)).toEqual(before);
    const left = async (user: string) =>
      ((await call("list_lots", user)) as { kind: string; remaining: number }[]).map(
        ({ kind, remaining }) => `${kind} ${remaining}`,
      );
    expect(await left(gifted)).toEqual(["promo 7"]);
    expect(await left(buyer)).toEqual(["adjustment 3", "paid 16"]);
    expect(await left(owing)).toEqual([]);
    expect(await left(nobody)).toEqual([]);
    await call("settle_hold", open.edit_id, "released", 0, "Given up", "system");
    expect(await left(buyer)).toEqual(["promo 10", "adjustment 5", "paid 16"]);
    await call("settle_hold", owed.edit_id, "released", 0, "Given up", "system");
    expect(await left(owing)).toEqual(["promo 1"]);
    expect((await client.query("select * from private.audit_ledger()")).rows).toEqual([]);
  });
});

async function balances(client: pg.Client) {
  const { rows } = await client.query(
    "select user_id, available, held, version from private.token_accounts order by 1",
  );
  return rows;
}
