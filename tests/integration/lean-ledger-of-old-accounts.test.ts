import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { migrate } from "#supabase/migrate.ts";
import { withOldDatabase } from "./old-database.ts";

const LEAN = "20261126200000_lean_entries.sql";

interface Hold {
  readonly id: string;
  readonly edit_id: string;
}

test("a database full of holds arrives whole: every hold, open or settled, what funds it, lots and history", async () => {
  await withOldDatabase(LEAN, async (databaseUrl, client) => {
    const query = async (text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows;
    const call = async (name: string, ...values: readonly unknown[]) => {
      const places = values.map((_, index) => `$${index + 1}`).join(", ");
      return (await query(`select private.${name}(${places}) as answer`, values))[0].answer;
    };
    const hold = async (user: string, amount: number): Promise<Hold> =>
      (await call("place_hold", user, randomUUID(), amount, "Erase", "system")).hold;
    const credit = (user: string, kind: string, amount: number, days: number | null = null) =>
      call("credit", user, amount, kind, "Test", "system", null, randomUUID(), days && inDays(days));
    const left = async (user: string) =>
      ((await call("list_lots", user)) as { kind: string; remaining: number }[]).map(
        ({ kind, remaining }) => `${kind} ${remaining}`,
      );
    const told = async () => ({
      accounts: await query("select user_id, available, held, in_debt, version from private.token_accounts order by 1"),
      holds: await query(
        "select user_id, edit_id, amount, captured_amount, state from private.token_holds order by edit_id",
      ),
      entries: await query(
        `select id, user_id, version, kind, delta, held_delta, available_after, held_after, reason, actor, edit_id,
           reference, idempotency_key, request_hash, created_at
         from private.token_entries order by user_id, version`,
      ),
      lots: [await left(mixed), await left(owing), await left(idle)],
    });

    const [mixed, owing, idle] = [randomUUID(), randomUUID(), randomUUID()];
    for (const user of [mixed, owing, idle]) await call("open_account", user, 10, user.replaceAll("-", "").repeat(2));
    const gift = [idle, 7, "grant", "Gift", "system", null, "gift:idle"] as const;
    await call("credit", ...gift);
    await credit(mixed, "purchase", 20);
    await credit(mixed, "grant", 5, 9);
    await call("admin_adjust", mixed, 3, "Sorry", "admin:1", randomUUID());
    const [captured, released, partly] = [await hold(mixed, 4), await hold(mixed, 9), await hold(mixed, 8)];
    await call("capture_hold", captured.id, 4, "Erase", "system");
    await call("release_hold", released.id, "Given up", "system");
    await call("capture_hold", partly.id, 1, "Erase", "system");
    const nothing = await hold(mixed, 0);
    const open = await hold(mixed, 22);
    const owed = await hold(owing, 6);
    await call("claw_back", owing, 9, "refund", "Refunded", "stripe", null, randomUUID());
    const before = await told();

    expect(await migrate({ databaseUrl })).toContain(LEAN);
    expect(await told()).toEqual(before);
    expect((await query("select * from private.audit_ledger()")).map(({ invariant }) => invariant)).toEqual(
      // Holds of this test have no edits.
      ["edit_of_open_hold_exists", "edit_of_open_hold_exists", "edit_of_open_hold_exists"],
    );
    expect(
      await query("select user_id, open_holds from private.token_accounts where open_holds > 0 order by 2"),
    ).toEqual([
      { user_id: owing, open_holds: 1 },
      { user_id: mixed, open_holds: 2 },
    ]);

    expect((await call("credit", ...gift)).outcome).toBe("exists");
    const capture = async ({ edit_id }: Hold, amount: number) =>
      (await call("settle_hold", edit_id, "captured", amount, "Erase", "system")).outcome;
    const release = ({ edit_id }: Hold) => call("settle_hold", edit_id, "released", 0, "Given up", "system");
    expect(await capture(captured, 4)).toBe("exists");
    expect(await capture(released, 9)).toBe("already_released");
    expect((await call("place_hold", mixed, partly.edit_id, 8, "Erase", "system")).outcome).toBe("exists");
    expect(await capture(nothing, 0)).toBe("settled");
    expect(await left(mixed)).toEqual(["paid 11"]);
    await release(open);
    expect(await left(mixed)).toEqual(["promo 1", "promo 9", "adjustment 3", "paid 20"]);
    await release(owed);
    expect(await left(owing)).toEqual(["promo 1"]);
    expect(await query("select * from private.audit_ledger()")).toEqual([]);
    await expect(client.query("update private.token_entries set lots = null")).rejects.toThrow(/append-only/);
  });
});

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}
