import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { brokenRules, givenEdit, givenImage, givenRun, givenSucceeded, givenUser } from "./given.ts";

const db = freshDatabase();

/** What each rule must notice. Every damage is done with triggers and constraints off, and rolled back. */
const DAMAGES: Record<string, { damage: string; notices: string[] }> = {
  "a balance raised by hand": {
    damage: "update private.token_accounts set available = available + 1 where user_id = $1",
    notices: ["available_is_sum_of_entries"],
  },
  "held tokens lowered by hand": {
    damage: "update private.token_accounts set held = held - 1 where user_id = $1",
    notices: ["held_is_sum_of_entries", "held_is_sum_of_open_holds"],
  },
  "the newest entry removed": {
    damage:
      "delete from private.token_entries where user_id = $1 and version = (select max(version) from private.token_entries where user_id = $1)",
    notices: ["available_is_sum_of_entries", "versions_have_no_gap"],
  },
  "an entry in the middle removed": {
    damage: "delete from private.token_entries where user_id = $1 and version = 2",
    notices: ["balance_after_is_running_sum", "versions_have_no_gap"],
  },
  "the balance in an entry changed": {
    damage: "update private.token_entries set available_after = 7 where user_id = $1 and version = 2",
    notices: ["balance_after_is_running_sum"],
  },
  "a debt without its flag": {
    damage: `alter table private.token_accounts drop constraint token_accounts_never_below_zero;
             update private.token_accounts set available = -1`,
    notices: ["debt_is_flagged"],
  },
  "a settled hold opened again": {
    damage:
      "update private.token_holds set state = 'open', captured_amount = 0, settled_at = null where state = 'captured'",
    notices: ["edit_and_hold_agree", "held_is_sum_of_open_holds", "hold_is_placed_and_settled_once"],
  },
  "a capture of another amount": {
    damage: "update private.token_holds set captured_amount = 1 where state = 'captured'",
    notices: ["edit_and_hold_agree", "hold_is_placed_and_settled_once"],
  },
  "a hold removed": {
    damage: "delete from private.token_holds where state = 'open'",
    notices: ["edit_has_a_hold", "held_is_sum_of_open_holds"],
  },
  "an ended edit whose hold is open": {
    damage: "update public.edits set status = 'cancelled', finished_at = now() where status in ('queued', 'running')",
    notices: ["edit_and_hold_agree"],
  },
  "a succeeded edit that was not paid": {
    damage:
      "update public.edits set status = 'succeeded', finished_at = now(), outside_pixels_changed = 0 where status = 'running'",
    notices: ["edit_and_hold_agree"],
  },
  "an edit gone without its hold being settled": {
    damage: "delete from public.edits where status = 'queued'",
    notices: ["edit_of_open_hold_exists"],
  },
};

test("sound books with every kind of edit in them break no rule", async () => {
  const user = await givenUser(db, 100);
  const image = await givenImage(db, user);
  await givenSucceeded(db, user, image, { tokens: 5 });
  await givenEdit(db, user, image, { tokens: 6 });
  await givenRun(db, user, image, { tokens: 7 });
  const failed = await givenRun(db, user, image, { tokens: 8 });
  await db.call("fail_edit", failed.edit, failed.worker, "timeout");
  await db.call("cancel_edit", user, await givenEdit(db, user, image, { tokens: 9 }));
  await db.call("claw_back", user, 200, "refund", "Refunded", "stripe", null, randomUUID());
  expect(await brokenRules(db)).toEqual([]);
});

test.each(Object.entries(DAMAGES))("the audit notices %s", async (_name, { damage, notices }) => {
  const user = await givenUser(db, 100);
  const image = await givenImage(db, user);
  await givenSucceeded(db, user, image, { tokens: 5 });
  await givenEdit(db, user, image, { tokens: 6 });
  await givenRun(db, user, image, { tokens: 7 });

  const client = await db.connect();
  await client.query("begin");
  try {
    await client.query("alter table private.token_entries disable trigger all");
    await client.query("alter table public.edits disable trigger all");
    if (damage.includes("$1")) await client.query(damage, [user]);
    else await client.query(damage);
    const { rows } = await client.query<{ invariant: string }>("select distinct invariant from private.audit_ledger()");
    expect(rows.map(({ invariant }) => invariant)).toEqual(expect.arrayContaining(notices));
  } finally {
    await client.query("rollback");
  }
});
