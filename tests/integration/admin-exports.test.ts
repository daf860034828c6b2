import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { ENTRY_COLUMNS, PURCHASE_COLUMNS } from "#lib/contracts/admin/exports.ts";
import { type Cell, sendCsv } from "#lib/server/csv.ts";
import { exportEntries, exportPurchases, type Range } from "#lib/server/store/admin/exports.ts";
import { createPurchase, fulfilPurchase } from "#lib/server/store/purchases.ts";
import { freshDatabase } from "./database.ts";
import { givenUser } from "./given.ts";

const db = freshDatabase();
const MANY = 2_500;
let user: string;

beforeAll(async () => {
  user = await givenUser(db, 10);
  // In one transaction, many at the same moment: the order must hold all the same.
  await db.query(
    `insert into private.token_entries
       (user_id, version, kind, delta, held_delta, available_after, held_after, reason, actor, created_at)
     select $1, 1 + n, 'adjust', 1, 0, 10 + n, 0, '=cmd', 'admin:1', timestamptz '2026-03-01 00:00Z' + (n / 500) * interval '12 hours'
     from generate_series(1, $2) n`,
    [user, MANY],
  );
});

type Exported = (range: Range) => AsyncGenerator<ReadonlyArray<readonly Cell[]>>;

async function rowsOf(exported: Exported, range: Range = {}): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  for await (const batch of exported(range)) rows.push(...batch.map((row) => [...row]));
  return rows;
}

describe("the file of entries", () => {
  test("has every entry once, oldest first, a cell for each column, never all of them in memory", async () => {
    const rows: Cell[][] = [];
    for await (const batch of exportEntries({})) {
      expect(batch.length).toBeLessThanOrEqual(1_000);
      rows.push(...batch.map((row) => [...row]));
    }
    expect(rows).toHaveLength(MANY + 1);
    expect(new Set(rows.map(([id]) => id)).size).toBe(MANY + 1);
    expect(rows.every((row) => row.length === ENTRY_COLUMNS.length)).toBe(true);
    const times = rows.map(([, time]) => String(time));
    expect(times).toEqual(times.toSorted());
    expect(times[0]).toBe("2026-03-01T00:00:00.000Z");
  });

  test.each([
    [{ from: "2026-03-01", to: "2026-03-01" }, 999],
    [{ from: "2026-03-02", to: "2026-03-02" }, 1_000],
    [{ from: "2026-03-02", to: "" }, MANY + 1 - 999],
    [{ to: "2026-03-03" }, MANY],
    [{ from: "2026-03-05", to: "2026-03-01" }, 0],
  ])("of %j has %i rows", async (range, count) => {
    expect(await rowsOf(exportEntries, range)).toHaveLength(count);
  });

  test("runs no formula that somebody wrote as a reason", async () => {
    const text = await sendCsv("e.csv", ENTRY_COLUMNS, exportEntries({ to: "2026-03-01" })).text();
    expect(text).toContain(",adjust,1,0,11,0,'=cmd,admin:1,,\r\n");
  });
});

test("the file of purchases has what was paid and sent back", async () => {
  const [id, buyer] = [randomUUID(), await givenUser(db, 0)];
  await createPurchase(buyer, { id, packId: "small", tokens: 10, priceMinor: 500, currency: "eur", isLive: false });
  const payment = { sessionId: "cs_1", paymentIntentId: "pi_1", chargedMinor: 500, currency: "eur", isLive: false };
  await fulfilPurchase(id, payment);
  await db.call("refund_purchase", id, 100, 0);
  const [row] = await rowsOf(exportPurchases);
  expect(Object.fromEntries(PURCHASE_COLUMNS.map((name, index) => [name, row?.[index]]))).toMatchObject({
    id,
    account: buyer,
    email: `${buyer}@example.test`,
    tokens: 10,
    status: "partially_refunded",
    live: false,
    charged_minor: 500,
    charged_currency: "eur",
    refunded_minor: 100,
    tokens_taken_back: 2,
    stripe_session: "cs_1",
  });
});
