import { randomUUID } from "node:crypto";
import type pg from "pg";
import { connected, withServer } from "./server.ts";

const CONNECTIONS = 16;
const ACCOUNTS = 10_000;
const TOKENS = 1_000_000;
/** Ledger and floor take turns, so that whatever else the machine does meets both. The first round only warms up. */
const ROUNDS = 6;
const ROUND_MILLIS = 750;

/**
 * Two transactions, each one round trip. Sent as the server sends its calls: not prepared ahead, which poolers of
 * connections do not allow. (It would make both sides faster, the floor more so.)
 */
type Pair = (client: pg.Client, account: number) => Promise<void>;

/**
 * Holds with their captures, by 16 connections over 10,000 accounts and on a single one, beside the floor: as many
 * transactions on the same server that update one row and do nothing else.
 */
async function benchLedger(): Promise<void> {
  await withServer(async (url) => {
    const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connected(url)));
    const users = await fill(clients[0] as pg.Client);
    const pairs: Record<string, Pair> = { ledger: holdAndCapture(users), floor: twoUpdates };
    const rows: Record<string, Record<string, string>> = {};
    for (const [name, accounts] of Object.entries({ "10,000 accounts": ACCOUNTS, "one hot account": 1 })) {
      const rate: Record<string, number> = {};
      for (let round = 0; round < ROUNDS; round++) {
        for (const [kind, pair] of Object.entries(pairs)) {
          const measured = await perSecond(clients, pair, accounts);
          if (round > 0) rate[kind] = (rate[kind] ?? 0) + measured / (ROUNDS - 1);
        }
      }
      const [ledger, floor] = [rate.ledger ?? 0, rate.floor ?? 1];
      rows[name] = {
        "hold + capture": `${ledger.toFixed(0)} /s`,
        "two plain updates": `${floor.toFixed(0)} /s`,
        share: `${((100 * ledger) / floor).toFixed(0)} %`,
      };
    }
    await Promise.all(clients.map((client) => client.end()));
    console.log(`\nLedger: pairs of transactions by ${CONNECTIONS} connections`);
    console.table(rows);
  });
}

async function perSecond(clients: readonly pg.Client[], pair: Pair, accounts: number): Promise<number> {
  const started = performance.now();
  let done = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - started < ROUND_MILLIS) {
        await pair(client, Math.floor(Math.random() * accounts));
        done += 1;
      }
    }),
  );
  return (1000 * done) / (performance.now() - started);
}

const twoUpdates: Pair = async (client, account) => {
  const update = { text: "update bench set balance = balance + 1 where id = $1", values: [account] };
  await client.query(update);
  await client.query(update);
};

function holdAndCapture(users: readonly string[]): Pair {
  return async (client, account) => {
    const edit = randomUUID();
    await client.query({
      text: "select private.place_hold($1, $2, 1, 'Erase', 'bench')",
      values: [users[account], edit],
    });
    await client.query({
      text: "select private.settle_hold($1, 'captured', 1, 'Erase', 'bench')",
      values: [edit],
    });
  };
}

async function fill(client: pg.Client): Promise<string[]> {
  await client.query(
    `create table bench (id int primary key, balance bigint not null) with (fillfactor = 50);
     insert into bench select id, 0 from generate_series(0, ${ACCOUNTS} - 1) as id;`,
  );
  const { rows } = await client.query<{ user: string }>(
    `select id as user, private.open_account(id, ${TOKENS}, encode(sha256(id::text::bytea), 'hex'))
     from (select gen_random_uuid() as id from generate_series(1, ${ACCOUNTS}) offset 0) as people`,
  );
  await client.query("vacuum analyze");
  return rows.map(({ user }) => user);
}

await benchLedger();
