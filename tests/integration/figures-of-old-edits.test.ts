import { randomUUID } from "node:crypto";
import type pg from "pg";
import { expect, test } from "vitest";
import { migrate } from "#supabase/migrate.ts";
import type { TestDatabase } from "./database.ts";
import { givenImage, givenRun, givenSucceeded, givenUser } from "./given.ts";
import { withOldDatabase } from "./old-database.ts";

const FIGURES = "20261126190000_operator_rules.sql";

test("what was done and spent before there were figures is counted in them, and settings stay as they were", async () => {
  await withOldDatabase(FIGURES, async (databaseUrl, client) => {
    const db = databaseOf(client);
    const user = await givenUser(db);
    const image = await givenImage(db, user);
    const edit = await givenSucceeded(db, user, image, { tokens: 3 });
    const run = await givenRun(db, user, image);
    await db.call("fail_edit", run.edit, run.worker, "timeout");
    const { worker, edit: going } = await givenRun(db, user, image);
    const { attempt_id } = await db.call<{ attempt_id: string }>("start_attempt", going, worker, "openai/image", false);
    await db.call("finish_attempt", attempt_id, "succeeded", null, null, 40_000, 900);
    await db.call("set_setting", "margin_percent", "5", "admin:1", "Try");
    const key = randomUUID();
    await db.call("admin_adjust", user, 1, "Try", "admin:1", key);

    await migrate({ databaseUrl });
    await db.call("refresh_figures");
    const [figures] = await db.query(
      "select succeeded, failed, cancelled, tokens_spent::int, new_accounts from private.daily_figures where day = private.today()",
    );
    expect(figures).toEqual({ succeeded: 1, failed: 1, cancelled: 0, tokens_spent: 3, new_accounts: 1 });
    expect(await db.query("select provider, micro_usd::int from private.provider_spend")).toEqual([
      { provider: "openai", micro_usd: 40_000 },
    ]);
    expect(await db.query("select model, status from private.edit_ends where edit_id = $1", [edit])).toEqual([
      { model: "local/migan", status: "succeeded" },
    ]);
    expect(await db.call("get_settings")).toEqual({ margin_percent: 5 });
  });
});

function databaseOf(client: pg.Client): TestDatabase {
  const query = async (text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows;
  const call = async (name: string, ...values: readonly unknown[]) => {
    const places = values.map((_, index) => `$${index + 1}`).join(", ");
    return (await query(`select private.${name}(${places}) as answer`, values))[0].answer;
  };
  return { query, call } as unknown as TestDatabase;
}
