import type pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { fillForScale, HEAVY_ACCOUNT, LIGHT_ACCOUNT } from "./scale-data.ts";
import { LISTS, type Row } from "./scale-lists.ts";

/**
 * What the pages of the administration ask, over 100,000 accounts: looked up, never searched through, and as cheap deep in a
 * list as at its beginning. Judged by plans and by pages of the database that were touched, never by time.
 */
const db = freshDatabase();
const LARGE = [
  "token_accounts",
  "account_addresses",
  "token_entries",
  "purchases",
  "edits",
  "images",
  "admin_actions",
  "edit_ends",
  "signup_grants",
];

let client: pg.PoolClient;
let plans: Plan[] = [];

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly Plans?: readonly Plan[];
}

beforeAll(async () => {
  await fillForScale(db.url);
  client = await db.connect();
  // Whatever runs inside of a function is told with its plan.
  await client.query("load 'auto_explain'");
  for (const [name, value] of Object.entries({
    log_min_duration: "0",
    log_nested_statements: "on",
    log_analyze: "on",
    log_buffers: "on",
    log_timing: "off",
    log_format: "json",
    log_level: "notice",
  })) {
    await client.query(`set auto_explain.${name} = '${value}'`);
  }
  client.on("notice", ({ message = "" }) => {
    const start = message.indexOf("{");
    if (start >= 0) plans.push((JSON.parse(message.slice(start)) as { Plan: Plan }).Plan);
  });
});

/** The answer of a function, with the plans of all that ran in it. */
async function explain<Answer>(call: string, values: readonly unknown[]) {
  plans = [];
  const { rows } = await client.query<{ answer: Answer }>(`select private.${call} as answer`, [...values]);
  const nodes = plans.flatMap(withChildren);
  return {
    answer: rows[0]?.answer as Answer,
    scanned: nodes
      .filter((node) => node["Node Type"] === "Seq Scan" && LARGE.includes(node["Relation Name"] ?? ""))
      .map((node) => node["Relation Name"]),
    // Statements inside of statements are counted with the outermost one.
    pages: Math.max(...plans.map((plan) => plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])),
  };
}

const withChildren = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(withChildren)];

// As plans are made for the first calls of a session, and as they are kept for all later ones.
describe.each(["force_custom_plan", "force_generic_plan"])("with %s", (mode) => {
  beforeAll(() => client.query(`set plan_cache_mode = ${mode}`));

  test.each(LISTS)(
    "$name: a page deep in the list costs what the first one does",
    async ({ call, first, place, deep }) => {
      const [row] = await db.query<Row>(place);
      // What a session has to look up once, such as what tables there are, is no part of the cost.
      await explain(call, first);
      const [start, end] = [await explain<unknown[]>(call, first), await explain<unknown[]>(call, deep(row as Row))];
      expect([...start.scanned, ...end.scanned]).toEqual([]);
      expect(start.answer.length).toBeGreaterThan(50);
      expect(end.answer.length).toBeGreaterThan(50);
      // A level of an index more or less, and rows that lie less close together.
      expect(end.pages).toBeLessThan(start.pages * 1.5 + 100);
      expect(start.pages).toBeLessThan(50 * start.answer.length);
    },
  );

  test.each<[string, string, readonly unknown[]]>([
    ["an account by its address and state", "search_accounts($1, $2, null, null, 51)", ["person", "frozen"]],
    ["an address that nobody has", "search_accounts($1, null, null, null, 51)", ["nobody"]],
    ["an account by its id", "account_summaries(array[$1::uuid])", [HEAVY_ACCOUNT]],
    ["the edits of an account with very many", "list_edits_of_account($1, 20)", [HEAVY_ACCOUNT]],
    ["the lots of an account", "list_lots($1)", [HEAVY_ACCOUNT]],
    ["the purchases of an account", "list_all_purchases(null, $1, null, null, 21)", [HEAVY_ACCOUNT]],
    ["what an account has held", "list_holds_of_account($1)", [HEAVY_ACCOUNT]],
    ["what was done to an account", "list_admin_actions($1, null, 21)", [HEAVY_ACCOUNT]],
    ["what an administrator may still move", "adjustments_left($1)", ["admin:1"]],
    ["a purchase by Stripe's name of its payment", "find_purchase($1)", ["pi_77"]],
    ["what is kept of an account that is deleted", "finish_account_deletion($1)", [LIGHT_ACCOUNT]],
  ])("%s is looked up", async (_, call, values) => {
    const { scanned, pages } = await explain(call, values);
    expect(scanned).toEqual([]);
    expect(pages).toBeLessThan(3_000);
  });
});
