-- A pair of hold and capture, the most frequent thing the ledger does, writes six rows and seven index entries where it
-- wrote eight and sixteen.
--
-- What an entry did to the lots is told by the entry itself, and a hold is told by its entries: of one that is open there
-- is only a row in open_holds beside them, which goes when it is settled. The lot that is being spent from is kept on the
-- account, whose row every hold changes anyway.
--
-- Rules for one column are domains here and not checks: a check is parsed anew by every statement that writes to its
-- table, which cost more than the writing did. Rules between rows are held by the functions, and audit_ledger() compares.

create domain private.whole_tokens as bigint constraint whole_tokens_not_negative check (value >= 0);
create domain private.entry_kind as text constraint entry_kind_is_known check (value in (
  'grant', 'purchase', 'reinstate', 'hold', 'capture', 'release', 'expire', 'expire_lot', 'refund', 'dispute', 'adjust'));
create domain private.entry_reason as text constraint reason_is_given check (value <> '');
create domain private.entry_actor as text constraint actor_is_given check (value <> '');
create domain private.entry_text as text constraint text_is_given check (value <> '');
-- In the order in which they are spent.
create type private.lot_kind as enum ('promo', 'adjustment', 'paid');
-- What an entry added to a lot (above zero) or drew from it. The lot is named by the version of the entry that made it.
create type private.lot_change as (lot bigint, delta bigint);

-- The lots, by the order of spending. Of one account, a lot with a lower version came first.
drop index private.token_lots_filled;
alter table private.token_lots drop constraint token_lots_sound;
alter table private.token_lots alter column kind type private.lot_kind using kind::private.lot_kind;
alter table private.token_lots alter column remaining type private.whole_tokens;
create index token_lots_filled on private.token_lots (user_id, kind, priority, expires_at, version) where not is_empty;

-- The entries that are there learn what they did to the lots, in the order in which it was done.
alter table private.token_entries disable trigger token_entries_append_only;
alter table private.token_entries
  -- Null when it did nothing to them. What funded a hold is what its entry drew, in the order of spending.
  add column lots private.lot_change[];
update private.token_entries e
set lots = c.lots
from (
  select c.user_id, c.version,
    array_agg(row(l.version, c.delta)::private.lot_change
      order by l.kind, l.priority, l.expires_at nulls last, l.version) as lots
  from private.lot_changes c join private.token_lots l on l.id = c.lot_id
  group by c.user_id, c.version
) c
where (e.user_id, e.version) = (c.user_id, c.version);
alter table private.token_entries enable always trigger token_entries_append_only;
drop table private.lot_changes;

alter table private.token_entries
  drop constraint token_entries_user_id_fkey,
  drop constraint token_entries_pkey,
  drop constraint token_entries_user_id_version_key,
  drop constraint token_entries_version_check,
  drop constraint token_entries_kind_check,
  drop constraint token_entries_held_after_check,
  drop constraint token_entries_reason_check,
  drop constraint token_entries_actor_check,
  drop constraint token_entries_reference_check,
  drop constraint token_entries_idempotency_key_check,
  drop constraint token_entries_key_has_hash;
drop index private.token_entries_edit, private.token_entries_reference;
alter table private.token_entries
  alter column kind type private.entry_kind,
  alter column held_after type private.whole_tokens,
  alter column reason type private.entry_reason,
  alter column actor type private.entry_actor,
  alter column reference type private.entry_text,
  alter column idempotency_key type private.entry_text,
  add primary key (user_id, version),
  -- An edit has one hold, which has one end of each kind.
  add constraint token_entries_once_per_edit unique (edit_id, kind);

alter table private.token_accounts
  add column open_holds int not null default 0,
  -- The lot that is being spent from, and what is left in it: its own row says so only when it is closed again, so that a
  -- hold need not write to it. See close_lot().
  add column open_lot bigint,
  add column open_lot_left private.whole_tokens not null default 0,
  drop constraint token_accounts_held_check,
  drop constraint token_accounts_version_check,
  -- Nothing is spent that no lot holds: what is left in a lot cannot go below zero.
  drop constraint token_accounts_never_below_zero,
  alter column held type private.whole_tokens;

-- One for all who may not spend: every index of an account is opened whenever its balance changes.
drop index private.token_accounts_blocked, private.token_accounts_frozen, private.token_accounts_in_debt;
create index token_accounts_restricted on private.token_accounts (created_at, user_id)
  where blocked_at is not null or is_frozen or in_debt;

-- Every lot with what is in it now.
create view private.lots_now with (security_invoker = true) as
select l.id, l.user_id, l.version, l.kind, l.priority, l.expires_at, l.original,
  case a.open_lot when l.version then a.open_lot_left else l.remaining end as remaining,
  l.is_empty, l.reference, l.created_at
from private.token_lots l join private.token_accounts a using (user_id);
revoke all on private.lots_now from public, anon, authenticated, service_role;

-- Holds that nothing has settled yet: as few as there are edits on their way. No foreign keys: only place_hold()
-- and settle_hold() write here, and audit_ledger() compares.
create table private.open_holds (
  edit_id uuid primary key,
  user_id uuid not null,
  amount private.whole_tokens not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
alter table private.open_holds enable row level security;
revoke all on private.open_holds from public, anon, authenticated, service_role;

insert into private.open_holds (edit_id, user_id, amount, created_at, expires_at)
select h.edit_id, h.user_id, h.amount, e.created_at, h.expires_at
from private.token_holds h join private.token_entries e on e.edit_id = h.edit_id and e.kind = 'hold'
where h.state = 'open';
update private.token_accounts a
set open_holds = o.holds
from (select user_id, count(*) as holds from private.open_holds group by user_id) o
where o.user_id = a.user_id;

drop function private.list_open_holds, private.list_holds_of_account, private.hold_json, private.hold_situation;
alter table private.token_holds rename to old_token_holds;

-- Every hold there ever was, as its entries tell it. Its id is that of its edit: the edit is the key.
create view private.token_holds with (security_invoker = true) as
select h.edit_id as id, h.user_id, h.edit_id, h.held_delta as amount,
  case s.kind when 'capture' then h.held_delta - s.delta else 0 end as captured_amount,
  case s.kind when 'capture' then 'captured' when 'release' then 'released' when 'expire' then 'expired' else 'open' end as state,
  o.expires_at, h.created_at, s.created_at as settled_at
from private.token_entries h
left join private.token_entries s on s.edit_id = h.edit_id and s.kind in ('capture', 'release', 'expire')
left join private.open_holds o on o.edit_id = h.edit_id
where h.kind = 'hold';
revoke all on private.token_holds from public, anon, authenticated, service_role;

do $$
begin
  if exists (
    select user_id, edit_id, amount, captured_amount, state from private.old_token_holds
    except select user_id, edit_id, amount, captured_amount, state from private.token_holds)
  then
    raise exception 'the entries do not tell every hold: run "select * from private.audit_ledger()"';
  end if;
end
$$;
drop table private.old_token_holds;
