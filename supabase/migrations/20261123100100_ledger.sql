-- The token ledger.
--
-- Every change of a balance is one row in token_entries, written by post_entry() under the lock of the account it changes.
-- Lock order everywhere: image, edit, account, hold. Expected refusals are returned as {"outcome": …}; an exception is a bug.
-- No row is shared between accounts, so that one busy account never slows another.

create table private.token_accounts (
  -- No foreign key: the books outlive the person's account.
  user_id uuid primary key,
  available bigint not null default 0,
  held bigint not null default 0 check (held >= 0),
  -- Set only by a refund or a dispute that took back more than was left; blocks new holds.
  in_debt boolean not null default false,
  -- Number of entries; the next entry gets version + 1.
  version bigint not null default 0 check (version >= 0),
  created_at timestamptz not null default now(),
  constraint token_accounts_never_below_zero check (available >= 0 or in_debt)
) with (fillfactor = 50);

create table private.token_entries (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references private.token_accounts (user_id),
  version bigint not null check (version > 0),
  kind text not null check (
    kind in ('grant', 'purchase', 'reinstate', 'hold', 'capture', 'release', 'expire', 'refund', 'dispute', 'adjust')
  ),
  -- Change of the available and of the held tokens.
  delta bigint not null,
  held_delta bigint not null,
  available_after bigint not null,
  held_after bigint not null check (held_after >= 0),
  reason text not null check (reason <> ''),
  -- Who did it: 'user:<id>', 'admin:<id>', 'worker:<token>', 'stripe' or 'system'.
  actor text not null check (actor <> ''),
  edit_id uuid,
  -- What outside of the ledger this belongs to, such as a checkout session.
  reference text check (reference <> ''),
  idempotency_key text unique check (idempotency_key <> ''),
  request_hash text,
  created_at timestamptz not null default clock_timestamp(),
  unique (user_id, version),
  constraint token_entries_key_has_hash check ((idempotency_key is null) = (request_hash is null))
);
create index token_entries_edit on private.token_entries (edit_id) where edit_id is not null;
create index token_entries_reference on private.token_entries (reference) where reference is not null;

create table private.token_holds (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references private.token_accounts (user_id),
  -- No foreign key: the hold stays in the books when the picture and its edits are deleted.
  edit_id uuid not null unique,
  amount bigint not null check (amount >= 0),
  captured_amount bigint not null default 0,
  state text not null default 'open' check (state in ('open', 'captured', 'released', 'expired')),
  expires_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  constraint token_holds_captured_within_amount check (captured_amount between 0 and amount),
  constraint token_holds_only_capture_takes check (state = 'captured' or captured_amount = 0),
  constraint token_holds_settled_once check ((state = 'open') = (settled_at is null))
) with (fillfactor = 70);
create index token_holds_open on private.token_holds (user_id) where state = 'open';
create index token_holds_expiry on private.token_holds (expires_at) where state = 'open';

alter table private.token_accounts enable row level security;
alter table private.token_entries enable row level security;
alter table private.token_holds enable row level security;
revoke all on private.token_accounts, private.token_entries, private.token_holds
  from public, anon, authenticated, service_role;

-- Append-only for everyone, the owner of the table included.
create function private.refuse_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  raise exception 'token_entries is append-only: correct a mistake with a new entry'
    using errcode = 'restrict_violation';
end
$$;
create trigger token_entries_append_only
  before update or delete on private.token_entries
  for each row execute function private.refuse_change();
create trigger token_entries_never_truncated
  before truncate on private.token_entries
  for each statement execute function private.refuse_change();
alter table private.token_entries enable always trigger token_entries_append_only;
alter table private.token_entries enable always trigger token_entries_never_truncated;

-- How long a hold stays open without a sign of life. Covers the longest wait in the queue; a heartbeat renews it.
create function private.hold_lifetime() returns interval
language sql immutable security definer set search_path = ''
as $$ select interval '1 hour' $$;

-- The account, locked until the end of the transaction; null when there is none.
create function private.lock_account(p_user uuid) returns private.token_accounts
language sql volatile security definer set search_path = ''
as $$ select * from private.token_accounts where user_id = p_user for no key update $$;

-- The only writer of balances. The caller holds the lock of p_account and has read it under that lock.
-- Null when the idempotency key is taken.
create function private.post_entry(
  p_account private.token_accounts,
  p_kind text,
  p_delta bigint,
  p_held_delta bigint,
  p_reason text,
  p_actor text,
  p_edit uuid default null,
  p_reference text default null,
  p_key text default null,
  p_hash text default null,
  p_may_owe boolean default false
) returns private.token_entries
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_available bigint := p_account.available + p_delta;
  v_entry private.token_entries;
begin
  if v_available < 0 and p_delta < 0 and not p_may_owe then
    raise exception 'an entry of kind % may not take the balance below zero', p_kind using errcode = 'check_violation';
  end if;
  insert into private.token_entries
    (user_id, version, kind, delta, held_delta, available_after, held_after,
     reason, actor, edit_id, reference, idempotency_key, request_hash)
  values
    (p_account.user_id, p_account.version + 1, p_kind, p_delta, p_held_delta, v_available, p_account.held + p_held_delta,
     p_reason, p_actor, p_edit, p_reference, p_key, p_hash)
  on conflict (idempotency_key) do nothing
  returning * into v_entry;
  if v_entry.id is null then
    return null;
  end if;
  update private.token_accounts
  set available = v_entry.available_after,
      held = v_entry.held_after,
      in_debt = v_entry.available_after < 0,
      version = v_entry.version
  where user_id = p_account.user_id;
  return v_entry;
end
$$;

-- A keyed change of the available tokens. Same key and same payload: the first answer again, as 'exists'.
create function private.post_once(
  p_user uuid, p_kind text, p_delta bigint, p_reason text, p_actor text, p_reference text, p_key text,
  p_outcome text, p_may_owe boolean
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_hash text := encode(sha256(convert_to(
    jsonb_build_array(p_user, p_kind, p_delta, p_reason, p_reference)::text, 'UTF8')), 'hex');
  v_account private.token_accounts;
  v_entry private.token_entries;
begin
  if p_key is null then
    raise exception 'a keyed ledger operation needs a key' using errcode = 'invalid_parameter_value';
  end if;
  v_account := private.lock_account(p_user);
  if v_account.user_id is null then
    return jsonb_build_object('outcome', 'no_account');
  end if;
  select * into v_entry from private.token_entries where idempotency_key = p_key;
  if not found then
    if p_delta < 0 and not p_may_owe and v_account.available + p_delta < 0 then
      return jsonb_build_object('outcome', 'insufficient_tokens', 'available', v_account.available, 'needed', -p_delta);
    end if;
    v_entry := private.post_entry(
      v_account, p_kind, p_delta, 0, p_reason, p_actor,
      p_reference => p_reference, p_key => p_key, p_hash => v_hash, p_may_owe => p_may_owe);
    if v_entry.id is null then -- another account took the key between the look and the insert
      return jsonb_build_object('outcome', 'idempotency_conflict');
    end if;
    return private.entry_answer(p_outcome, v_entry);
  end if;
  if v_entry.request_hash <> v_hash then
    return jsonb_build_object('outcome', 'idempotency_conflict');
  end if;
  return private.entry_answer('exists', v_entry);
end
$$;

create function private.entry_answer(p_outcome text, p_entry private.token_entries) returns jsonb
language sql immutable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'outcome', p_outcome, 'entry_id', p_entry.id,
    'available', p_entry.available_after, 'held', p_entry.held_after)
$$;

-- created | exists. Opens the account and grants the sign-up tokens, once, however often and in parallel it is called.
create function private.open_account(p_user uuid, p_tokens bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_tokens < 0 then
    raise exception 'sign-up tokens cannot be negative' using errcode = 'invalid_parameter_value';
  end if;
  insert into private.token_accounts (user_id) values (p_user) on conflict do nothing;
  if not found then
    return jsonb_build_object('outcome', 'exists');
  end if;
  if p_tokens > 0 then
    perform private.credit(p_user, p_tokens, 'grant', 'Sign-up tokens', 'system', null, 'signup:' || p_user);
  end if;
  return jsonb_build_object('outcome', 'created');
end
$$;

-- {available, held, in_debt, role}. Whoever never opened an account has nothing.
create function private.get_account(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'available', coalesce(a.available, 0),
    'held', coalesce(a.held, 0),
    'in_debt', coalesce(a.in_debt, false),
    'role', coalesce(r.role, 'user'))
  from (select p_user as user_id) person
  left join private.token_accounts a using (user_id)
  left join private.user_roles r using (user_id)
$$;

-- Newest first; pass the last version seen to go on, null to begin.
create function private.list_entries(p_user uuid, p_before_version bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(e) order by e.version desc), '[]'::jsonb)
  from (
    select id, version, kind, delta, held_delta, available_after, held_after, reason, edit_id, created_at
    from private.token_entries
    where user_id = p_user and (p_before_version is null or version < p_before_version)
    order by version desc
    limit p_limit
  ) e
$$;

-- credited | exists | idempotency_conflict | no_account
create function private.credit(
  p_user uuid, p_amount bigint, p_kind text, p_reason text, p_actor text, p_reference text, p_key text
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_amount is null or p_amount <= 0 or p_kind not in ('grant', 'purchase', 'reinstate') then
    raise exception 'cannot credit % tokens as %', p_amount, p_kind using errcode = 'invalid_parameter_value';
  end if;
  return private.post_once(p_user, p_kind, p_amount, p_reason, p_actor, p_reference, p_key, 'credited', false);
end
$$;

-- clawed_back | exists | idempotency_conflict | no_account. The one operation that may leave a debt.
create function private.claw_back(
  p_user uuid, p_amount bigint, p_kind text, p_reason text, p_actor text, p_reference text, p_key text
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_amount is null or p_amount <= 0 or p_kind not in ('refund', 'dispute') then
    raise exception 'cannot claw back % tokens as %', p_amount, p_kind using errcode = 'invalid_parameter_value';
  end if;
  return private.post_once(p_user, p_kind, -p_amount, p_reason, p_actor, p_reference, p_key, 'clawed_back', true);
end
$$;

-- adjusted | exists | insufficient_tokens | idempotency_conflict | no_account
create function private.admin_adjust(p_user uuid, p_delta bigint, p_reason text, p_actor text, p_key text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_delta is null or p_delta = 0 then
    raise exception 'an adjustment of % tokens', p_delta using errcode = 'invalid_parameter_value';
  end if;
  return private.post_once(p_user, 'adjust', p_delta, p_reason, p_actor, null, p_key, 'adjusted', false);
end
$$;

-- placed | exists | insufficient_tokens | idempotency_conflict | no_account. The edit is the key: it has one hold.
create function private.place_hold(p_user uuid, p_edit uuid, p_amount bigint, p_reason text, p_actor text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_account private.token_accounts := private.lock_account(p_user);
  v_hold private.token_holds;
begin
  if v_account.user_id is null then
    return jsonb_build_object('outcome', 'no_account');
  end if;
  select * into v_hold from private.token_holds where edit_id = p_edit;
  if found then
    if v_hold.user_id <> p_user or v_hold.amount <> p_amount then
      return jsonb_build_object('outcome', 'idempotency_conflict');
    end if;
    return jsonb_build_object('outcome', 'exists', 'hold', to_jsonb(v_hold));
  end if;
  if v_account.in_debt or v_account.available < p_amount then
    return jsonb_build_object(
      'outcome', 'insufficient_tokens', 'available', v_account.available, 'needed', p_amount);
  end if;
  insert into private.token_holds (user_id, edit_id, amount, expires_at)
  values (p_user, p_edit, p_amount, clock_timestamp() + private.hold_lifetime())
  returning * into v_hold;
  perform private.post_entry(v_account, 'hold', -p_amount, p_amount, p_reason, p_actor, p_edit);
  return jsonb_build_object('outcome', 'placed', 'hold', to_jsonb(v_hold));
end
$$;

-- Ends an open hold, once: takes p_captured and gives the rest back in one entry.
-- settled | exists (the same end again) | idempotency_conflict (captured with another amount)
-- | already_captured | already_released | already_expired | not_found
create function private.settle_hold(p_hold uuid, p_state text, p_captured bigint, p_reason text, p_actor text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid;
  v_account private.token_accounts;
  v_hold private.token_holds;
begin
  select user_id into v_user from private.token_holds where id = p_hold;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  v_account := private.lock_account(v_user);
  select * into v_hold from private.token_holds where id = p_hold for update;
  if v_hold.state = p_state and v_hold.captured_amount = p_captured then
    return jsonb_build_object('outcome', 'exists', 'hold', to_jsonb(v_hold));
  elsif v_hold.state = 'captured' and p_state = 'captured' then
    return jsonb_build_object('outcome', 'idempotency_conflict', 'hold', to_jsonb(v_hold));
  elsif v_hold.state <> 'open' then
    return jsonb_build_object('outcome', 'already_' || v_hold.state, 'hold', to_jsonb(v_hold));
  end if;
  update private.token_holds
  set state = p_state, captured_amount = p_captured, settled_at = clock_timestamp()
  where id = p_hold
  returning * into v_hold;
  perform private.post_entry(
    v_account, case p_state when 'captured' then 'capture' when 'released' then 'release' else 'expire' end,
    v_hold.amount - p_captured, -v_hold.amount, p_reason, p_actor, v_hold.edit_id);
  return jsonb_build_object('outcome', 'settled', 'hold', to_jsonb(v_hold));
end
$$;

create function private.capture_hold(p_hold uuid, p_amount bigint, p_reason text, p_actor text) returns jsonb
language sql volatile security definer set search_path = ''
as $$ select private.settle_hold(p_hold, 'captured', p_amount, p_reason, p_actor) $$;

create function private.release_hold(p_hold uuid, p_reason text, p_actor text) returns jsonb
language sql volatile security definer set search_path = ''
as $$ select private.settle_hold(p_hold, 'released', 0, p_reason, p_actor) $$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function
  private.open_account, private.get_account, private.list_entries,
  private.credit, private.claw_back, private.admin_adjust,
  private.place_hold, private.capture_hold, private.release_hold
  to service_role;
