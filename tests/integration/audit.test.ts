import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { runAudit } from "#lib/server/store/admin/ledger-audits.ts";
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
    damage: "update private.token_accounts set available = -1",
    notices: ["debt_is_flagged"],
  },
  "a settled hold opened again": {
    damage: `insert into private.open_holds (edit_id, user_id, amount, created_at, expires_at)
             select edit_id, user_id, amount, created_at, now() from private.token_holds where state = 'captured'`,
    notices: ["held_is_sum_of_open_holds", "hold_is_placed_and_settled_once", "open_holds_are_counted"],
  },
  "a capture of another amount": {
    damage: "update private.token_entries set delta = delta + 1 where user_id = $1 and kind = 'capture'",
    notices: ["available_is_sum_of_entries", "edit_and_hold_agree"],
  },
  "a capture of more than was held": {
    damage: "update private.token_entries set delta = -1 where user_id = $1 and kind = 'capture'",
    notices: ["hold_is_placed_and_settled_once"],
  },
  "a release that keeps a token": {
    damage: "update private.token_entries set delta = delta - 1 where user_id = $1 and kind = 'release'",
    notices: ["hold_is_placed_and_settled_once"],
  },
  "a second end of a hold": {
    damage: `insert into private.token_entries
               (user_id, version, kind, delta, held_delta, available_after, held_after, reason, actor, edit_id)
             select user_id, 99, 'expire', delta, held_delta, 0, 0, 'Expired', 'system', edit_id
             from private.token_entries where user_id = $1 and kind = 'release'`,
    notices: ["hold_is_placed_and_settled_once"],
  },
  "a hold removed": {
    damage: "delete from private.open_holds",
    notices: ["held_is_sum_of_open_holds", "hold_is_placed_and_settled_once", "open_holds_are_counted"],
  },
  "a hold that was never placed": {
    damage: "delete from private.token_entries where user_id = $1 and kind = 'hold'",
    notices: ["edit_has_a_hold", "hold_is_placed_and_settled_once", "open_hold_has_its_entry"],
  },
  "an open hold of another amount": {
    damage: "update private.open_holds set amount = amount + 1",
    notices: ["held_is_sum_of_open_holds", "hold_is_placed_and_settled_once", "open_hold_has_its_entry"],
  },
  "open holds counted wrong": {
    damage: "update private.token_accounts set open_holds = open_holds - 1 where user_id = $1",
    notices: ["open_holds_are_counted"],
  },
  "entries of nobody": {
    damage: `insert into private.token_entries
               (user_id, version, kind, delta, held_delta, available_after, held_after, reason, actor)
             values (gen_random_uuid(), 1, 'grant', 5, 0, 5, 0, 'Gift', 'system')`,
    notices: ["entry_has_an_account"],
  },
  "a key whose request is forgotten": {
    damage: "update private.token_entries set request_hash = null where user_id = $1 and version = 1",
    notices: ["key_has_its_hash"],
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
  "tokens taken out of a lot by hand": {
    damage: "update private.token_accounts set open_lot_left = open_lot_left - 1 where user_id = $1",
    notices: ["lot_is_sum_of_its_changes", "lots_hold_what_is_available"],
  },
  "a lot with more in it than it had": {
    damage: `update private.token_accounts set open_lot = null, open_lot_left = 0;
             update private.token_lots set remaining = original + 1`,
    notices: ["lot_is_within_its_size"],
  },
  "a lot with less than nothing in it": {
    damage: `alter domain private.whole_tokens drop constraint whole_tokens_not_negative;
             update private.token_accounts set open_lot_left = -1 where open_lot is not null`,
    notices: ["lot_is_within_its_size"],
  },
  "a lot said to be empty": {
    damage: "update private.token_lots set is_empty = not is_empty where user_id = $1",
    notices: ["lot_is_within_its_size"],
  },
  "another lot spent before its turn": {
    damage: "update private.token_accounts set open_lot = open_lot + 1 where user_id = $1",
    notices: ["open_lot_is_spent_first"],
  },
  "a lot removed": {
    damage: "delete from private.token_lots where user_id = $1",
    notices: ["lot_is_sum_of_its_changes"],
  },
  "a hold that no lot funds": {
    damage: "update private.token_entries set lots = null where user_id = $1 and kind = 'hold'",
    notices: ["entry_moves_its_lots", "hold_is_funded_by_lots"],
  },
  "tokens given back to another lot": {
    damage: `update private.token_entries set lots = array[row(99, delta)::private.lot_change]
             where user_id = $1 and kind = 'release'`,
    notices: ["hold_returns_to_the_lots_that_funded_it"],
  },
  "a lot whose end nobody waits for": {
    damage: "update private.token_lots set expires_at = now() + interval '1 day' where user_id = $1",
    notices: ["expiry_is_noticed"],
  },
  "a purchase credited without a payment": {
    damage:
      "update private.purchases set paid_at = null, charged_minor = null, charged_currency = null where user_id = $1",
    notices: ["purchase_is_credited_once", "purchase_status_agrees"],
  },
  "a refund that took nothing back": {
    damage: "update private.purchases set refunded_minor = charged_minor where user_id = $1",
    notices: ["purchase_takes_back_what_was_refunded"],
  },
  "tokens said to be taken back that were not": {
    damage: "update private.purchases set tokens_taken_back = tokens where user_id = $1",
    notices: ["purchase_and_entries_agree", "purchase_takes_back_what_was_refunded"],
  },
  "a purchase of another status": {
    damage: "update private.purchases set status = 'refunded' where user_id = $1",
    notices: ["purchase_status_agrees"],
  },
  "an account that is frozen for nothing": {
    damage: "update private.token_accounts set is_frozen = true where user_id = $1",
    notices: ["freeze_agrees_with_disputes"],
  },
  "an account that a dispute does not freeze": {
    damage: `insert into private.disputes (id, purchase_id, amount_minor, state, status)
             select 'dp', id, 1, 'open', 'needs_response' from private.purchases where user_id = $1`,
    notices: ["freeze_agrees_with_disputes"],
  },
  "a correction in the book that was never made": {
    damage: `insert into private.admin_actions (actor, action, user_id, reason, details)
             values ('admin:1', 'adjust', $1, 'Mine', jsonb_build_object('tokens', 5, 'entry', gen_random_uuid()))`,
    notices: ["adjustment_in_the_book_was_posted"],
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

let user: string;
beforeAll(async () => {
  user = await givenUser(db, 100);
  const image = await givenImage(db, user);
  await givenSucceeded(db, user, image, { tokens: 5 });
  await givenEdit(db, user, image, { tokens: 6 });
  await givenRun(db, user, image, { tokens: 7 });
  await db.call("cancel_edit", user, await givenEdit(db, user, image, { tokens: 9 }));
  const id = randomUUID();
  await db.call("create_purchase", user, {
    id,
    packId: "s",
    tokens: 20,
    priceMinor: 500,
    currency: "eur",
    isLive: false,
  });
  await db.call("fulfil_purchase", id, { sessionId: "cs", chargedMinor: 500, currency: "eur", isLive: false });
  await db.call("refund_purchase", id, 100, 0);
  await db.call("admin_adjust", user, 3, "Sorry", "admin:1", randomUUID());
});

test.each(Object.entries(DAMAGES))("the audit notices %s", async (_name, { damage, notices }) => {
  expect(await brokenRules(db)).toEqual([]);
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

test("each rule of the audit is broken by one of these", async () => {
  const sources = await db.query<{ prosrc: string }>(
    "select prosrc from pg_proc where pronamespace = 'private'::regnamespace and proname like 'audit\\_%'",
  );
  const rules = sources.flatMap(({ prosrc }) => [...prosrc.matchAll(/select '([a-z_]+)',/g)].map(([, rule]) => rule));
  const noticed = Object.values(DAMAGES).flatMap(({ notices }) => notices);
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter((rule) => !noticed.includes(rule ?? ""))).toEqual([]);
});

test("the report tells each broken rule with its account and what was found", async () => {
  expect((await runAudit("system")).broken).toEqual([]);
  const other = await givenUser(db, 1);
  await db.query("update private.token_accounts set is_frozen = true where user_id = $1", [other]);
  expect((await runAudit("system")).broken).toEqual([
    { invariant: "freeze_agrees_with_disputes", user: other, detail: { is_frozen: true } },
  ]);
  await db.query("update private.token_accounts set is_frozen = false where user_id = $1", [other]);
});
