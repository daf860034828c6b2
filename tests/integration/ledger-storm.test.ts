import pg from "pg";
import { expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { brokenRules, givenUser, together } from "./given.ts";
import { AccountModel, type Posted } from "./ledger-storm/account-model.ts";
import { Books, type Call, operations } from "./ledger-storm/operations.ts";

const db = freshDatabase();

const OPERATIONS = 10_000;
const CONNECTIONS = 8;
const ACCOUNTS = 7;
/** Connections are killed whenever so many operations were done. */
const KILL_EVERY = 199;

test("ten thousand operations at the same time, their connections killed in between: the plain rules agree to the token", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const users = await together(ACCOUNTS, () => givenUser(db, 40));
  const books = new Books(users);
  const steps = operations(OPERATIONS, seed);
  const pids = new Map<number, number>();
  let kills = 0;

  let next = 0;
  await together(CONNECTIONS, async (worker) => {
    const call = persistent((pid) => pids.set(worker, pid));
    for (let index = next++; index < steps.length; index = next++) {
      await books.perform(steps[index] as (typeof steps)[number], call);
      if (index % KILL_EVERY !== 0) continue;
      const [row] = await db.query<{ killed: boolean }>("select pg_terminate_backend($1) as killed", [
        pids.get((worker + 1) % CONNECTIONS),
      ]);
      if (row?.killed) kills += 1;
    }
    await call.end();
  });
  expect(kills).toBeGreaterThan(25);

  try {
    await settleAll();
    for (const user of users) await compare(user, books);
    expect(await db.query("select id, tokens_taken_back::int as taken from private.purchases order by id")).toEqual(
      books.purchases
        .map((purchase) => ({ id: purchase.id, taken: books.takenBack(purchase) }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(await brokenRules(db)).toEqual([]);
  } catch (cause) {
    throw new Error(`seed ${seed}: ${JSON.stringify(books.counts)}`, { cause });
  }
});

/** A hold without an edit is a broken rule in itself, as long as it is open. */
async function settleAll(): Promise<void> {
  await db.query("select private.settle_hold(edit_id, 'released', 0, 'End', 'system') from private.open_holds");
}

/** The account's history told to the model, and every operation that succeeded found in it once. */
async function compare(user: string, books: Books): Promise<void> {
  const entries = await db.query<
    Posted & { available_after: string; held_after: string; idempotency_key: string | null }
  >(
    `select e.version::int, e.kind, e.delta::int, e.held_delta::int, e.available_after::int, e.held_after::int,
       e.reference, e.edit_id, e.created_at, e.idempotency_key, l.id as lot_id, l.expires_at
     from private.token_entries e left join private.token_lots l on l.user_id = e.user_id and l.version = e.version
     where e.user_id = $1 order by e.version`,
    [user],
  );
  const model = new AccountModel();
  for (const entry of entries) {
    model.apply(entry);
    expect([model.available, model.held]).toEqual([entry.available_after, entry.held_after]);
  }
  const lots = await db.query<{ id: string; remaining: number }>(
    "select id, remaining::int from private.token_lots where user_id = $1 order by version",
    [user],
  );
  expect(lots).toEqual(model.lots.map(({ id, remaining }) => ({ id, remaining })));
  const [account] = await db.query("select available::int, held::int from private.token_accounts where user_id = $1", [
    user,
  ]);
  expect(account).toEqual({ available: model.available, held: model.held });

  const told = (kind: string, delta: number, key: string) => `${kind} ${delta} ${key}`;
  const inLedger = entries
    .filter(({ kind, idempotency_key: key }) => kind === "hold" || (key !== null && !key.startsWith("signup:")))
    .filter(({ kind }) => !["refund", "dispute", "reinstate"].includes(kind))
    .map(({ kind, delta, edit_id, idempotency_key }) => told(kind, delta, edit_id ?? idempotency_key ?? ""));
  const answered = books.posted
    .filter((one) => one.user === user)
    .map(({ kind, delta, key }) => told(kind, delta, key));
  expect(inLedger.toSorted()).toEqual(answered.toSorted());
}

/** Calls on a connection of its own that is opened anew whenever it was killed. */
function persistent(opened: (pid: number) => void): Call & { end(): Promise<void> } {
  let client: pg.Client | undefined;
  const connected = async () => {
    const fresh = new pg.Client({ connectionString: db.url });
    fresh.on("error", () => undefined);
    await fresh.connect();
    // Whether a commit is on the disk is not what this is about.
    const { rows } = await fresh.query<{ pid: number }>(
      "select pg_backend_pid() as pid, set_config('synchronous_commit', 'off', false)",
    );
    opened(rows[0]?.pid ?? 0);
    return fresh;
  };
  const call = async (name: string, ...values: readonly unknown[]) => {
    const text = `select private.${name}(${values.map((_, index) => `$${index + 1}`).join(", ")}) as answer`;
    for (;;) {
      try {
        client ??= await connected();
        return (await client.query({ name: `${name} ${values.length}`, text, values: [...values] })).rows[0].answer;
      } catch (error) {
        const isKilled =
          !(error instanceof pg.DatabaseError) || error.code?.startsWith("57P") || error.code === "40P01";
        if (!isKilled) throw error;
        if (!(error instanceof pg.DatabaseError && error.code === "40P01")) client = undefined;
      }
    }
  };
  return Object.assign(call, { end: async () => client?.end() });
}
