-- What a balance is made of: lots of tokens, each given, corrected or bought at one time, and what every entry did to them.
--
-- The lots of an account hold exactly what is available. A debt is no lot: what comes in while there is one pays it first,
-- and only the rest reaches a lot. What is spent is drawn from promo before adjustment before paid, so that tokens that
-- were paid for stay refundable as long as possible; then by priority, then what expires first, then what came first.
-- Lock order everywhere: image, edit, account, hold, lot. Whoever changes a lot has the lock of its account.

create table private.token_lots (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references private.token_accounts (user_id),
  -- Of the entry that made it.
  version bigint not null,
  -- A gift can never be refunded; what was paid for can.
  kind text not null,
  -- Lower is drawn first, among lots of one kind.
  priority smallint not null default 0,
  expires_at timestamptz,
  original bigint not null,
  remaining bigint not null,
  -- As in the entry that made it: the purchase, where there was one.
  reference text,
  created_at timestamptz not null,
  -- A column, and not a condition on remaining, so that the index on it is left alone by most changes of remaining. Not a
  -- generated one, nor one check for each rule: those cost more than the rest of an update.
  is_empty boolean not null,
  unique (user_id, version),
  constraint token_lots_sound check (
    remaining between 0 and original and is_empty = (remaining = 0) and kind in ('promo', 'adjustment', 'paid'))
) with (fillfactor = 50);
create index token_lots_filled on private.token_lots (user_id) where not is_empty;

-- What each entry added to a lot (above zero) or drew from it. What funded a hold is what its entry drew.
-- No foreign keys: only post_entry() writes here, under the lock of the account, and audit_ledger() compares.
create table private.lot_changes (
  user_id uuid not null,
  version bigint not null,
  lot_id uuid not null,
  delta bigint not null check (delta <> 0),
  primary key (user_id, version, lot_id)
);

alter table private.token_lots enable row level security;
alter table private.lot_changes enable row level security;
revoke all on private.token_lots, private.lot_changes from public, anon, authenticated, service_role;

create or replace function private.refuse_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  raise exception '% is append-only: correct a mistake with a new row', tg_table_name
    using errcode = 'restrict_violation';
end
$$;
create trigger lot_changes_append_only
  before update or delete on private.lot_changes
  for each row execute function private.refuse_change();
create trigger lot_changes_never_truncated
  before truncate on private.lot_changes
  for each statement execute function private.refuse_change();
alter table private.lot_changes enable always trigger lot_changes_append_only;
alter table private.lot_changes enable always trigger lot_changes_never_truncated;

-- When the first of the lots that are not empty expires. May be too early, never too late.
alter table private.token_accounts add column lots_expire_at timestamptz;
create index token_accounts_expiry on private.token_accounts (lots_expire_at) where lots_expire_at is not null;

alter table private.token_entries drop constraint token_entries_kind_check;
alter table private.token_entries add constraint token_entries_kind_check check (
  kind in ('grant', 'purchase', 'reinstate', 'hold', 'capture', 'release', 'expire', 'expire_lot', 'refund', 'dispute', 'adjust')
);

-- Most entries have no key: they need not be in the index of keys.
alter table private.token_entries drop constraint token_entries_idempotency_key_key;
create unique index token_entries_key on private.token_entries (idempotency_key) where idempotency_key is not null;

-- Does to the lots what an entry did to its account. Returns when the first lot that was added to expires.
create function private.move_lots(p_entry private.token_entries, p_priority int default 0, p_expires_at timestamptz default null)
returns timestamptz
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_delta bigint := greatest(p_entry.available_after, 0) - greatest(p_entry.available_after - p_entry.delta, 0);
begin
  if v_delta < 0 then
    perform private.draw_lots(p_entry, -v_delta);
    return null;
  elsif p_entry.kind in ('capture', 'release', 'expire') then
    return case when v_delta > 0 then private.return_lots(p_entry, v_delta) end;
  elsif p_entry.delta > 0 then
    with lot as (
      insert into private.token_lots
        (user_id, version, kind, priority, expires_at, original, remaining, is_empty, reference, created_at)
      values
        (p_entry.user_id, p_entry.version,
         case p_entry.kind when 'grant' then 'promo' when 'adjust' then 'adjustment' else 'paid' end,
         p_priority, p_expires_at, p_entry.delta, v_delta, v_delta = 0, p_entry.reference, p_entry.created_at)
      returning id
    )
    insert into private.lot_changes (user_id, version, lot_id, delta)
    select p_entry.user_id, p_entry.version, id, v_delta from lot where v_delta > 0;
    return p_expires_at;
  end if;
  return null;
end
$$;

-- Draws from the lots in the order above. What is taken back after a refund or dispute comes from the lots of that very
-- purchase first, then from others that were paid for, then adjustments, and from gifts only when nothing else is left.
create function private.draw_lots(p_entry private.token_entries, p_amount bigint) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_left bigint := p_amount;
  v_lot record;
  v_drawn bigint;
begin
  for v_lot in
    select id, remaining from private.token_lots
    where user_id = p_entry.user_id and not is_empty
    order by
      case
        when p_entry.kind = 'expire_lot' then (id::text <> p_entry.reference)::int
        when p_entry.kind not in ('refund', 'dispute') then array_position('{promo,adjustment,paid}', kind)
        when reference = p_entry.reference then -4
        else -array_position('{promo,adjustment,paid}', kind)
      end, priority, expires_at nulls last, created_at, id
  loop
    v_drawn := least(v_lot.remaining, v_left);
    update private.token_lots set remaining = remaining - v_drawn, is_empty = remaining = v_drawn where id = v_lot.id;
    insert into private.lot_changes (user_id, version, lot_id, delta)
    values (p_entry.user_id, p_entry.version, v_lot.id, -v_drawn);
    v_left := v_left - v_drawn;
    exit when v_left = 0;
  end loop;
  if v_left > 0 then
    raise exception 'the lots of % hold only % of % tokens', p_entry.user_id, p_amount - v_left, p_amount;
  end if;
end
$$;

-- Gives back what the hold of the entry's edit had drawn, what was drawn last first. Returns when the first of them expires.
create function private.return_lots(p_entry private.token_entries, p_amount bigint) returns timestamptz
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_left bigint := p_amount;
  v_lot record;
  v_returned bigint;
  v_expires_at timestamptz;
begin
  for v_lot in
    select l.id, l.expires_at, -c.delta as drawn
    from private.lot_changes c join private.token_lots l on l.id = c.lot_id
    where c.user_id = p_entry.user_id and c.version = (
      select h.version from private.token_entries h
      where h.edit_id = p_entry.edit_id and h.user_id = p_entry.user_id and h.kind = 'hold')
    order by array_position('{promo,adjustment,paid}', l.kind) desc, l.priority desc, l.expires_at desc nulls first, l.created_at desc, l.id desc
  loop
    v_returned := least(v_lot.drawn, v_left);
    update private.token_lots set remaining = remaining + v_returned, is_empty = false where id = v_lot.id;
    insert into private.lot_changes (user_id, version, lot_id, delta)
    values (p_entry.user_id, p_entry.version, v_lot.id, v_returned);
    v_expires_at := least(v_expires_at, v_lot.expires_at);
    v_left := v_left - v_returned;
    exit when v_left = 0;
  end loop;
  if v_left > 0 then
    raise exception 'the hold of edit % drew only % of % tokens', p_entry.edit_id, p_amount - v_left, p_amount;
  end if;
  return v_expires_at;
end
$$;

-- The lots of the accounts that are there: the history told once more.
do $$
declare
  v_entry private.token_entries;
begin
  for v_entry in select * from private.token_entries order by user_id, version loop
    perform private.move_lots(v_entry);
  end loop;
end
$$;

-- In place of the one without lots.
drop function private.post_entry(private.token_accounts, text, bigint, bigint, text, text, uuid, text, text, text, boolean);

-- The only writer of balances and lots. The caller holds the lock of p_account and has read it under that lock.
-- Null when the idempotency key is taken. p_priority, p_expires_at: of the lot it makes.
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
  p_may_owe boolean default false,
  p_priority int default 0,
  p_expires_at timestamptz default null
) returns private.token_entries
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_available bigint := p_account.available + p_delta;
  v_entry private.token_entries;
  v_account private.token_accounts;
  v_expires_at timestamptz;
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
  on conflict (idempotency_key) where idempotency_key is not null do nothing
  returning * into v_entry;
  if v_entry.id is null then
    return null;
  end if;
  if p_delta <> 0 then
    v_expires_at := private.move_lots(v_entry, p_priority, p_expires_at);
  end if;
  update private.token_accounts
  set available = v_entry.available_after,
      held = v_entry.held_after,
      in_debt = v_entry.available_after < 0,
      version = v_entry.version,
      lots_expire_at = least(lots_expire_at, v_expires_at)
  where user_id = p_account.user_id
  returning * into v_account;
  -- What comes back to a lot that has expired meanwhile expires with it.
  if v_expires_at <= clock_timestamp() then
    perform private.expire_lots(v_account);
  end if;
  return v_entry;
end
$$;

-- Takes what has expired out of an account, locked by the caller: an entry for each lot. Returns the account after that.
create function private.expire_lots(p_account private.token_accounts) returns private.token_accounts
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_account private.token_accounts := p_account;
  v_lot private.token_lots;
begin
  for v_lot in
    select * from private.token_lots
    where user_id = p_account.user_id and not is_empty and expires_at <= v_now
    order by expires_at, id
  loop
    perform private.post_entry(
      v_account, 'expire_lot', -v_lot.remaining, 0, 'Tokens expired', 'system', p_reference => v_lot.id::text);
    v_account.available := v_account.available - v_lot.remaining;
    v_account.version := v_account.version + 1;
  end loop;
  update private.token_accounts
  set lots_expire_at = (
    select min(l.expires_at) from private.token_lots l where l.user_id = p_account.user_id and not l.is_empty)
  where user_id = p_account.user_id
  returning * into v_account;
  return v_account;
end
$$;

-- As before, without what has expired by now: nobody spends that, however late the sweep is.
create or replace function private.lock_account(p_user uuid) returns private.token_accounts
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_account private.token_accounts;
begin
  select * into v_account from private.token_accounts where user_id = p_user for no key update;
  if v_account.lots_expire_at <= clock_timestamp() then
    return private.expire_lots(v_account);
  end if;
  return v_account;
end
$$;

-- swept (accounts: how many had something to expire). Call again at once while it is p_limit. Any number may run at once:
-- an account that someone is busy with is left for the next time, when lock_account() has not done it by then.
create function private.sweep_lots(p_limit int default 100) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_account private.token_accounts;
  v_count int := 0;
begin
  for v_account in
    select * from private.token_accounts
    where lots_expire_at <= clock_timestamp()
    order by lots_expire_at
    limit p_limit
    for no key update skip locked
  loop
    perform private.expire_lots(v_account);
    v_count := v_count + 1;
  end loop;
  return jsonb_build_object('outcome', 'swept', 'accounts', v_count);
end
$$;

-- [{id, kind, priority, remaining, original, reference, expires_at, created_at}] in the order in which they are spent,
-- without what is empty or has expired.
create function private.list_lots(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', l.id, 'kind', l.kind, 'priority', l.priority, 'remaining', l.remaining, 'original', l.original,
      'reference', l.reference, 'expires_at', l.expires_at, 'created_at', l.created_at)
    order by array_position('{promo,adjustment,paid}', l.kind), l.priority, l.expires_at nulls last, l.created_at, l.id), '[]'::jsonb)
  from private.token_lots l
  where l.user_id = p_user and not l.is_empty and (l.expires_at is null or l.expires_at > clock_timestamp())
$$;

-- In place of the ones whose tokens never expire.
drop function private.credit(uuid, bigint, text, text, text, text, text);
drop function private.post_once(uuid, text, bigint, text, text, text, text, text, boolean);

-- As before, with p_priority and p_expires_at of the lot it makes.
create function private.post_once(
  p_user uuid, p_kind text, p_delta bigint, p_reason text, p_actor text, p_reference text, p_key text,
  p_outcome text, p_may_owe boolean, p_priority int default 0, p_expires_at timestamptz default null
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  -- What was posted before tokens could expire keeps its hash.
  v_hash text := encode(sha256(convert_to((
    jsonb_build_array(p_user, p_kind, p_delta, p_reason, p_reference)
      || case when p_expires_at is null and p_priority = 0 then '[]'::jsonb
        else jsonb_build_array(p_priority, extract(epoch from p_expires_at)) end
    )::text, 'UTF8')), 'hex');
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
      p_reference => p_reference, p_key => p_key, p_hash => v_hash, p_may_owe => p_may_owe,
      p_priority => p_priority, p_expires_at => p_expires_at);
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

-- credited | exists | idempotency_conflict | no_account. Makes a lot: promo of a grant, else paid.
create function private.credit(
  p_user uuid, p_amount bigint, p_kind text, p_reason text, p_actor text, p_reference text, p_key text,
  p_expires_at timestamptz default null, p_priority int default 0
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_amount is null or p_amount <= 0 or p_kind not in ('grant', 'purchase', 'reinstate') then
    raise exception 'cannot credit % tokens as %', p_amount, p_kind using errcode = 'invalid_parameter_value';
  end if;
  return private.post_once(
    p_user, p_kind, p_amount, p_reason, p_actor, p_reference, p_key, 'credited', false, p_priority, p_expires_at);
end
$$;

revoke execute on function
  private.move_lots, private.draw_lots, private.return_lots, private.post_entry, private.expire_lots,
  private.sweep_lots, private.list_lots, private.post_once, private.credit
  from public, anon, authenticated;
grant execute on function private.sweep_lots, private.list_lots, private.credit to service_role;
