import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type Role } from "./database.ts";
import { givenImage, givenSucceeded, givenUser } from "./given.ts";

const db = freshDatabase();
const OURS = ["public", "private"];
/** What a person may read. */
const TABLES = ["images", "edits", "patches", "appearances"];
const VERBS = ["select", "insert", "update", "delete", "truncate", "references", "trigger"] as const;
const ROLES: readonly Role[] = ["anon", "authenticated", "service_role"];

interface Function {
  readonly name: string;
  readonly definer: boolean;
  readonly settings: string[] | null;
  readonly callers: string[];
}

describe("functions", () => {
  let functions: Function[];

  beforeAll(async () => {
    functions = await db.query<Function>(
      `select n.nspname || '.' || p.proname as name, p.prosecdef as definer, p.proconfig as settings,
         array(select role from unnest(array['public', 'anon', 'authenticated']) as role
               where has_function_privilege(role, p.oid, 'execute')) as callers
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = any($1)
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       order by 1`,
      [OURS],
    );
  });

  test("there are functions to look at, and none of them in the schema the REST API serves", () => {
    expect(functions.length).toBeGreaterThan(40);
    expect(functions.filter(({ name }) => name.startsWith("public."))).toEqual([]);
  });

  test("every function runs as its owner with an empty search path", () => {
    const wrong = functions.filter(({ definer, settings }) => !definer || !settings?.includes('search_path=""'));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test("no function can be called by the public, by visitors or by signed-in people", () => {
    const open = functions.filter(({ callers }) => callers.length > 0);
    expect(open.map(({ name, callers }) => `${name}: ${callers}`)).toEqual([]);
  });

  test("the server's role can call what it needs, and not the inner functions that trust their caller", async () => {
    const callable = (
      await db.query<{ name: string }>(
        `select p.proname as name from pg_proc p
         where p.pronamespace = 'private'::regnamespace and has_function_privilege('service_role', p.oid, 'execute')`,
      )
    ).map(({ name }) => name);
    expect(callable).toEqual(
      expect.arrayContaining([
        "create_edit",
        "complete_edit",
        "sweep_edits",
        "credit",
        "sweep_lots",
        "fulfil_purchase",
        "process_stripe_event",
        "set_setting",
        "audit_ledger",
      ]),
    );
    for (const inner of [
      "post_entry",
      "post_once",
      "settle_hold",
      "end_edit",
      "recover_edit",
      "lock_account",
      "enqueue_edit",
      "lock_provider",
      "judge",
      "lock_appearance",
      "enqueue_reblend",
      "remove_file_later",
      "draw_lots",
      "return_lots",
      "change_lots",
      "close_lot",
      "give_back",
      "open_first_lot",
      "expire_lots",
      "hold_again",
      "hold_not_open",
      "most_open_holds",
      "note_action",
      "setting",
      "lock_purchase",
      "settle_purchase",
      "must_freeze",
      "audit_balances",
      "audit_lots",
      "audit_purchases",
      "api_key_json",
      "enqueue_account_deletion",
      "barred_providers",
      "refresh_day",
      "set_admin",
      "keep_address",
      "hold_situation",
      "hold_json",
      "job_state",
    ]) {
      expect(callable).not.toContain(inner);
    }
  });

  test.each([
    "credit($1, 1000, 'grant', 'Mine', 'user', null, 'k')",
    "admin_adjust($1, 1000, 'Mine', 'admin:1', 'k')",
    "claw_back($1, 1000, 'refund', 'Mine', 'user', null, 'k')",
    "open_account($1, 1000, repeat('a', 64))",
    "block_account($1, false, 'admin:1', 'Mine')",
    "unfreeze_account($1, 'admin:1', 'Mine')",
    "fulfil_purchase($1, '{}')",
    "process_stripe_event(jsonb_build_object('id', $1::text), null)",
    "set_setting('signup_tokens', '1000', 'admin:1', $1::text)",
    "ask_refund($1, 1000, 'admin:1', 'Mine', 'k')",
    "note_refused_refund(1, $1::text)",
    "link_stripe_customer($1, 'cus_1')",
    "list_admin_actions($1, null, 10)",
    "create_api_key($1, '{}', 20)",
    "list_api_keys($1)",
    "revoke_api_key($1, $1)",
    "use_api_key(repeat('a', 64) || $1)",
    "get_profile($1)",
    "list_sessions($1)",
    "end_session($1, $1)",
    "list_edit_files($1, $1)",
    "begin_account_deletion($1)",
    "admit_account($1, 1000, repeat('a', 64))",
    "delete_account_rows($1, 1000)",
    "remove_auth_user($1)",
    "finish_account_deletion($1)",
    "run_audit($1::text)",
    "set_admin($1::text, true)",
    "retry_provider('openai', 'admin:1', $1::text)",
    "account_summaries(array[$1::uuid])",
    "list_entries_in_full($1, null, 10)",
    "list_all_purchases(null, $1, null, null, 10)",
    "list_holds_of_account($1)",
    "export_entries('-infinity', 'infinity', null, $1, 10)",
    "retry_job(1, 'admin:1', $1::text)",
    "job_overview() from (select $1::text) x",
    "limit_hits() from (select $1::text) x",
  ])("a signed-in person who calls %s is turned away, and so is a visitor", async (call) => {
    const user = await givenUser(db, 0);
    for (const role of ["anon", "authenticated"] as const) {
      await expect(db.as(role, user, `select private.${call}`, [user])).rejects.toThrow(/permission denied/);
    }
  });
});

describe("tables", () => {
  test("each has row security on", async () => {
    const without = await db.query<{ name: string }>(
      `select relnamespace::regnamespace || '.' || relname as name from pg_class
       where relkind in ('r', 'p') and relnamespace::regnamespace::text = any($1) and not relrowsecurity`,
      [OURS],
    );
    expect(without).toEqual([]);
  });

  test("roles have exactly these rights", async () => {
    const rows = await db.query<{ name: string; role: string; verb: string }>(
      `select c.relnamespace::regnamespace || '.' || c.relname as name, role, verb
       from pg_class c, unnest($2::text[]) as role, unnest($3::text[]) as verb
       where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relnamespace::regnamespace::text = any($1)
         and has_table_privilege(role, c.oid, verb)`,
      [OURS, ROLES, VERBS],
    );
    const rights: Record<string, string[]> = {};
    for (const { name, role, verb } of rows) {
      const right = `${role} on ${name}`;
      rights[right] = [...(rights[right] ?? []), verb];
    }
    for (const verbs of Object.values(rights)) verbs.sort();
    const all = [...VERBS].sort();
    expect(rights).toEqual({
      "authenticated on public.appearances": ["select"],
      "authenticated on public.images": ["select"],
      "authenticated on public.edits": ["select"],
      "authenticated on public.patches": ["select"],
      "service_role on public.appearances": all,
      "service_role on public.images": all,
      "service_role on public.edits": all,
      "service_role on public.patches": all,
    });
  });

  test("there are policies for reading only, each for its owner", async () => {
    const policies = await db.query<{ tablename: string; cmd: string; roles: string; qual: string }>(
      "select tablename, cmd, roles::text, qual from pg_policies where schemaname = any($1) order by 1",
      [OURS],
    );
    expect(policies.map(({ tablename, cmd, roles }) => `${tablename} ${cmd} ${roles}`)).toEqual([
      "appearances SELECT {authenticated}",
      "edits SELECT {authenticated}",
      "images SELECT {authenticated}",
      "patches SELECT {authenticated}",
    ]);
    for (const { qual } of policies) expect(qual).toMatch(/^\(\( SELECT auth\.uid\(\) AS uid\) = user_id\)$/);
  });

  test("each policy finds its rows by an index", async () => {
    for (const table of TABLES) {
      const indexed = await db.query(
        `select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
         where i.indrelid = ('public.' || $1)::regclass and a.attname = 'user_id' and i.indpred is null`,
        [table],
      );
      expect(indexed.length, table).toBeGreaterThan(0);
    }
  });

  test("each foreign key finds the rows that point at a deleted one by an index", async () => {
    const unindexed = await db.query<{ key: string }>(
      `select c.conrelid::regclass || ': ' || c.conname as key from pg_constraint c
       where c.contype = 'f' and c.connamespace::regnamespace::text = any($1)
         and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`,
      [OURS],
    );
    expect(unindexed).toEqual([]);
  });
});

describe("rows", () => {
  let mine: string;
  let theirs: string;

  beforeAll(async () => {
    [mine, theirs] = [await givenUser(db), await givenUser(db)];
    for (const user of [mine, theirs]) {
      const edit = await givenSucceeded(db, user, await givenImage(db, user));
      await db.call("change_appearance", user, edit, { visible: false });
    }
    // What lite does to every table with row security when nobody stops it: row security alone must hold.
    await db.query("grant all on all tables in schema public to anon, authenticated");
  });

  test.each(TABLES)("a person reads only their own %s", async (table) => {
    const read = (role: Role, user: string | null) =>
      db.as<{ user_id: string }>(role, user, `select user_id from public.${table}`);
    expect(await read("authenticated", mine)).toEqual([{ user_id: mine }]);
    expect(await read("authenticated", theirs)).toEqual([{ user_id: theirs }]);
    expect(await read("authenticated", null)).toEqual([]);
    expect(await read("anon", mine)).toEqual([]);
    expect(await read("service_role", null)).toHaveLength(2);
  });

  test.each(TABLES)("nobody changes %s over the REST API, not even their own", async (table) => {
    for (const role of ["anon", "authenticated"] as const) {
      expect(await db.as(role, mine, `update public.${table} set user_id = user_id returning user_id`)).toEqual([]);
      expect(await db.as(role, mine, `delete from public.${table} returning user_id`)).toEqual([]);
      const copy = `insert into public.${table} select * from jsonb_populate_record(null::public.${table}, $1)`;
      const [row] = await db.query<{ row: unknown }>(
        `select to_jsonb(t) as row from public.${table} t where user_id = $1`,
        [mine],
      );
      await expect(db.as(role, mine, copy, [row?.row])).rejects.toThrow(/row-level security/);
    }
  });

  test("nobody reads or writes money, purchases, settings, books, roles, addresses, attempts or requests", async () => {
    const tables = await db.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'private'::regnamespace and relkind in ('r', 'p')",
    );
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "token_accounts",
        "token_entries",
        "open_holds",
        "token_lots",
        "purchases",
        "disputes",
        "fraud_warnings",
        "stripe_customers",
        "stripe_events",
        "signup_grants",
        "settings",
        "switched_off_providers",
        "admin_actions",
        "user_roles",
        "account_addresses",
        "workers_seen",
        "rate_limit_hits",
        "rate_limit_offenders",
        "edit_attempts",
        "edit_requests",
      ]),
    );
    for (const role of ROLES) {
      for (const table of names) {
        for (const statement of [
          `select from private.${table}`,
          `insert into private.${table} default values`,
          `delete from private.${table}`,
        ]) {
          await expect(db.as(role, mine, statement), `${role}: ${statement}`).rejects.toThrow(/permission denied/);
        }
      }
    }
  });

  test("nobody makes themselves an administrator", async () => {
    for (const role of ROLES) {
      const grab = db.as(role, mine, "insert into private.user_roles (user_id, role) values ($1, 'admin')", [mine]);
      await expect(grab).rejects.toThrow(/permission denied/);
    }
    expect(await db.call("get_account", mine)).toMatchObject({ role: "user" });
  });
});
