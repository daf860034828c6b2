-- The functions of the ledger on the tables of the migration before.
--
-- Balances are written by post_entry(), place_hold() and settle_hold(), and by nobody else, each under the lock of the
-- account; the two of a hold lock it by changing it.
-- Lock order everywhere: image, edit, open hold, account, lot. A hold is new when it is placed, and whoever settles several
-- in one transaction has locked their edits before.

drop function private.post_entry, private.move_lots, private.draw_lots, private.return_lots;

-- Writes back what is left in the lot that an account spends from. Whoever looks at the rows of the lots, or changes them,
-- calls it first, under the lock of the account, and open_first_lot() when that is done.
create function private.close_lot(p_user uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update private.token_lots l
  set remaining = a.open_lot_left, is_empty = a.open_lot_left = 0
  from private.token_accounts a
  where a.user_id = p_user and l.user_id = p_user and l.version = a.open_lot;
  update private.token_accounts set open_lot = null, open_lot_left = 0 where user_id = p_user and open_lot is not null;
$$;

-- From here on holds draw from the lot that is spent first, as long as it lasts.
create function private.open_first_lot(p_user uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update private.token_accounts a
  set open_lot = l.version, open_lot_left = l.remaining
  from (
    select version, remaining from private.token_lots
    where user_id = p_user and not is_empty
    order by kind, priority, expires_at nulls last, version
    limit 1
  ) l
  where a.user_id = p_user
$$;

-- What to draw from the lots of an account for p_amount, in the order of spending. What is taken back after a refund or
-- dispute comes from the lots of that very purchase first, then from others that were paid for, then adjustments, and from
-- gifts only when nothing else is left. All lots are closed.
create function private.draw_lots(p_user uuid, p_amount bigint, p_kind text, p_reference text default null)
returns private.lot_change[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_lots private.lot_change[];
  v_drawn bigint;
begin
  select
    array_agg(row(x.version, -least(x.remaining, p_amount - x.before))::private.lot_change order by x.place),
    sum(least(x.remaining, p_amount - x.before))
  into v_lots, v_drawn
  from (
    select l.version, l.remaining, row_number() over w as place, (sum(l.remaining) over w)::bigint - l.remaining as before
    from private.token_lots l
    where l.user_id = p_user and not l.is_empty
    window w as (
      order by
        case
          when p_kind = 'expire_lot' then (l.id::text <> p_reference)::int
          when p_kind not in ('refund', 'dispute') then array_position('{promo,adjustment,paid}', l.kind)
          when l.reference = p_reference then -4
          else -array_position('{promo,adjustment,paid}', l.kind)
        end, l.priority, l.expires_at nulls last, l.version
      rows unbounded preceding)
  ) x
  where x.before < p_amount;
  if v_drawn is distinct from p_amount then
    raise exception 'the lots of % hold only % of % tokens', p_user, coalesce(v_drawn, 0), p_amount;
  end if;
  return v_lots;
end
$$;

-- What to give back of what a hold had drawn: what was drawn last first.
create function private.return_lots(p_drawn private.lot_change[], p_amount bigint) returns private.lot_change[]
language sql immutable security definer set search_path = ''
as $$
  select array_agg(row(x.lot, least(-x.delta, p_amount - x.before))::private.lot_change order by x.place desc)
  from (
    select d.lot, d.delta, d.place, (sum(-d.delta) over (order by d.place desc))::bigint + d.delta as before
    from unnest(p_drawn) with ordinality as d (lot, delta, place)
  ) x
  where x.before < p_amount
$$;

-- Does to the lots, which are all closed, what an entry tells. Returns when the first lot that was added to expires.
create function private.change_lots(p_user uuid, p_lots private.lot_change[]) returns timestamptz
language sql volatile security definer set search_path = ''
as $$
  with changed as (
    update private.token_lots l
    set remaining = l.remaining + c.delta, is_empty = l.remaining + c.delta = 0
    from unnest(p_lots) c
    where l.user_id = p_user and l.version = c.lot
    returning l.expires_at, c.delta
  )
  select min(expires_at) from changed where delta > 0
$$;

-- Tokens come back to lots. What comes back to one that has expired meanwhile expires with it.
create function private.give_back(p_user uuid, p_lots private.lot_change[]) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_expires_at timestamptz;
begin
  perform private.close_lot(p_user);
  v_expires_at := private.change_lots(p_user, p_lots);
  perform private.open_first_lot(p_user);
  if v_expires_at is not null then
    update private.token_accounts set lots_expire_at = least(lots_expire_at, v_expires_at) where user_id = p_user;
    perform private.lock_account(p_user);
  end if;
end
$$;

-- Every change of a balance but those by holds. The caller holds the lock of p_account and has read it under that lock.
-- Null when the idempotency key is taken. p_priority, p_expires_at: of the lot it makes.
create function private.post_entry(
  p_account private.token_accounts, p_kind text, p_delta bigint, p_reason text, p_actor text,
  p_reference text default null, p_key text default null, p_hash text default null, p_may_owe boolean default false,
  p_priority int default 0, p_expires_at timestamptz default null
) returns private.token_entries
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid := p_account.user_id;
  v_version bigint := p_account.version + 1;
  v_available bigint := p_account.available + p_delta;
  -- A debt is no lot: the lots hold what is above zero.
  v_moved bigint := greatest(v_available, 0) - greatest(p_account.available, 0);
  v_entry private.token_entries;
begin
  if v_available < 0 and p_delta < 0 and not p_may_owe then
    raise exception 'an entry of kind % may not take the balance below zero', p_kind using errcode = 'check_violation';
  end if;
  perform private.close_lot(v_user);
  insert into private.token_entries
    (user_id, version, kind, delta, held_delta, available_after, held_after, lots,
     reason, actor, reference, idempotency_key, request_hash)
  values
    (v_user, v_version, p_kind, p_delta, 0, v_available, p_account.held,
     case
       when v_moved > 0 then array[row(v_version, v_moved)::private.lot_change]
       when v_moved < 0 then private.draw_lots(v_user, -v_moved, p_kind, p_reference)
     end,
     p_reason, p_actor, p_reference, p_key, p_hash)
  on conflict (idempotency_key) where idempotency_key is not null do nothing
  returning * into v_entry;
  if v_entry.id is null then
    return null;
  end if;
  if p_delta > 0 then
    insert into private.token_lots
      (user_id, version, kind, priority, expires_at, original, remaining, is_empty, reference, created_at)
    values
      (v_user, v_version,
       case p_kind when 'grant' then 'promo' when 'adjust' then 'adjustment' else 'paid' end::private.lot_kind,
       p_priority, p_expires_at, p_delta, v_moved, v_moved = 0, p_reference, v_entry.created_at);
  else
    perform private.change_lots(v_user, v_entry.lots);
  end if;
  update private.token_accounts
  set available = v_available,
      in_debt = v_available < 0,
      version = v_version,
      lots_expire_at = least(lots_expire_at, case when v_moved > 0 then p_expires_at end)
  where user_id = v_user;
  perform private.open_first_lot(v_user);
  return v_entry;
end
$$;

-- Takes what has expired out of an account, locked by the caller: an entry for each lot. Returns the account after that.
create or replace function private.expire_lots(p_account private.token_accounts) returns private.token_accounts
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_account private.token_accounts := p_account;
  v_lot private.token_lots;
begin
  perform private.close_lot(p_account.user_id);
  for v_lot in
    select * from private.token_lots
    where user_id = p_account.user_id and not is_empty and expires_at <= v_now
    order by expires_at, version
  loop
    perform private.post_entry(
      v_account, 'expire_lot', -v_lot.remaining, 'Tokens expired', 'system', p_reference => v_lot.id::text);
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

-- As before, with what is in the lots now, and the order by the version.
create or replace function private.list_lots(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', l.id, 'kind', l.kind, 'priority', l.priority, 'remaining', l.remaining, 'original', l.original,
      'reference', l.reference, 'expires_at', l.expires_at, 'created_at', l.created_at)
    order by l.kind, l.priority, l.expires_at nulls last, l.version), '[]'::jsonb)
  from private.lots_now l
  where l.user_id = p_user and not l.is_empty and l.remaining > 0
    and (l.expires_at is null or l.expires_at > clock_timestamp())
$$;

-- As before, with what is in the lots now.
create or replace function private.get_account(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    -- What has expired is gone, though nobody has taken it out yet.
    'available', coalesce(a.available, 0) - case when a.lots_expire_at <= clock_timestamp() then (
      select coalesce(sum(l.remaining), 0) from private.lots_now l
      where l.user_id = p_user and not l.is_empty and l.expires_at <= clock_timestamp()) else 0 end,
    'held', coalesce(a.held, 0),
    'in_debt', coalesce(a.in_debt, false),
    'is_blocked', a.blocked_at is not null,
    'is_frozen', coalesce(a.is_frozen, false),
    'role', coalesce(r.role, 'user'))
  from (select p_user as user_id) person
  left join private.token_accounts a using (user_id)
  left join private.user_roles r using (user_id)
$$;

-- As before; a page deep in the list reads no more than the first one.
create or replace function private.list_entries(p_user uuid, p_before_version bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(e) order by e.version desc), '[]'::jsonb)
  from (
    select id, version, kind, delta, held_delta, available_after, held_after, reason, edit_id, created_at
    from private.token_entries
    where user_id = p_user and version < coalesce(p_before_version, 9223372036854775807)
    order by version desc
    limit p_limit
  ) e
$$;

create or replace function private.list_token_changes(p_user uuid, p_before_version bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(c) order by c.version desc), '[]'::jsonb)
  from (
    select t.id, t.version, t.kind, t.delta + t.held_delta as tokens, t.available_after + t.held_after as balance,
      e.operation, i.name as image_name, t.created_at
    from private.token_entries t
    left join public.edits e on e.id = t.edit_id
    left join public.images i on i.id = e.image_id
    where t.user_id = p_user
      and t.delta + t.held_delta <> 0
      and t.version < coalesce(p_before_version, 9223372036854775807)
    order by t.version desc
    limit p_limit
  ) c
$$;

-- As before, on post_entry as it is now.
create or replace function private.post_once(
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
      v_account, p_kind, p_delta, p_reason, p_actor,
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

-- placed | exists | insufficient_tokens | account_blocked | account_frozen | too_many_holds | idempotency_conflict
-- | no_account. The edit is the key: it has one hold.
create or replace function private.place_hold(p_user uuid, p_edit uuid, p_amount bigint, p_reason text, p_actor text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_account private.token_accounts;
  v_again jsonb;
  v_version bigint;
  v_available bigint;
  v_held bigint;
  v_now timestamptz;
  v_lot bigint;
  v_lots private.lot_change[];
begin
  -- Mostly the open lot has enough. Waits for the account, and judges it as it is then.
  update private.token_accounts
  set available = available - p_amount, held = held + p_amount, version = version + 1, open_holds = open_holds + 1,
      open_lot_left = open_lot_left - p_amount
  where user_id = p_user and open_lot_left >= p_amount and p_amount > 0
    and not in_debt and blocked_at is null and not is_frozen
    and (lots_expire_at is null or lots_expire_at > clock_timestamp())
    and (open_holds = 0 or open_holds < private.most_open_holds())
  returning version, available, held, clock_timestamp(), open_lot into v_version, v_available, v_held, v_now, v_lot;
  if found then
    v_lots := array[row(v_lot, -p_amount)::private.lot_change];
  else
    v_account := private.lock_account(p_user);
    if v_account.user_id is null then
      return jsonb_build_object('outcome', 'no_account');
    end if;
    v_again := private.hold_again(p_user, p_edit, p_amount);
    if v_again is not null then
      return v_again;
    elsif v_account.blocked_at is not null then
      return jsonb_build_object('outcome', 'account_blocked');
    elsif v_account.is_frozen then
      return jsonb_build_object('outcome', 'account_frozen');
    elsif v_account.in_debt or v_account.available < p_amount then
      return jsonb_build_object(
        'outcome', 'insufficient_tokens', 'available', v_account.available, 'needed', p_amount);
    elsif v_account.open_holds >= private.most_open_holds() then
      return jsonb_build_object('outcome', 'too_many_holds');
    end if;
    if p_amount > 0 then
      perform private.close_lot(p_user);
      v_lots := private.draw_lots(p_user, p_amount, 'hold');
      perform private.change_lots(p_user, v_lots);
      perform private.open_first_lot(p_user);
    end if;
    update private.token_accounts
    set available = available - p_amount, held = held + p_amount, version = version + 1, open_holds = open_holds + 1
    where user_id = p_user
    returning version, available, held, clock_timestamp() into v_version, v_available, v_held, v_now;
  end if;

  insert into private.token_entries
    (user_id, version, kind, delta, held_delta, available_after, held_after, lots, reason, actor, edit_id, created_at)
  values
    (p_user, v_version, 'hold', -p_amount, p_amount, v_available, v_held, v_lots, p_reason, p_actor, p_edit, v_now)
  on conflict (edit_id, kind) do nothing;
  if not found then -- the edit has a hold: nothing is taken for it twice
    update private.token_accounts
    set available = available + p_amount, held = held - p_amount, version = version - 1, open_holds = open_holds - 1
    where user_id = p_user;
    perform private.give_back(p_user, private.return_lots(v_lots, p_amount));
    return private.hold_again(p_user, p_edit, p_amount);
  end if;
  insert into private.open_holds (edit_id, user_id, amount, created_at, expires_at)
  values (p_edit, p_user, p_amount, v_now, v_now + private.hold_lifetime());
  return '{"outcome": "placed"}';
end
$$;

-- How many holds an account may have open.
create function private.most_open_holds() returns bigint
language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce((select s.value::bigint from private.settings s where s.key = 'max_concurrent_holds'), 100);
end
$$;

-- The answer of place_hold() for an edit that has a hold.
create function private.hold_again(p_user uuid, p_edit uuid, p_amount bigint) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'outcome', case when (h.user_id, h.amount) = (p_user, p_amount) then 'exists' else 'idempotency_conflict' end)
  from private.token_holds h
  where h.edit_id = p_edit
$$;

drop function private.settle_hold, private.capture_hold, private.release_hold;

-- Ends an open hold, once: takes p_captured and gives the rest back in one entry.
-- settled | exists (the same end again) | idempotency_conflict (captured with another amount)
-- | already_captured | already_released | already_expired | not_found
-- Never by reading open_holds through: planned while that was empty, it would be, through whatever has been there since.
create function private.settle_hold(p_edit uuid, p_state text, p_captured bigint, p_reason text, p_actor text)
returns jsonb
language plpgsql volatile security definer set search_path = '' set enable_seqscan = off
as $$
declare
  v_user uuid;
  v_amount bigint;
  v_rest bigint;
  v_version bigint;
  v_available bigint;
  v_held bigint;
  v_now timestamptz;
  v_lots private.lot_change[];
begin
  -- Whoever removes it settles it.
  delete from private.open_holds where edit_id = p_edit returning user_id, amount into v_user, v_amount;
  if not found then
    return private.hold_not_open(p_edit, p_state, p_captured);
  end if;
  if p_captured not between 0 and v_amount then
    raise exception 'cannot capture % of a hold of % tokens', p_captured, v_amount using errcode = 'check_violation';
  end if;
  v_rest := v_amount - p_captured;
  update private.token_accounts
  set available = available + v_rest, held = held - v_amount, version = version + 1, open_holds = open_holds - 1,
      in_debt = available + v_rest < 0
  where user_id = v_user
  returning version, available, held, clock_timestamp() into v_version, v_available, v_held, v_now;
  if v_rest > 0 and v_available > 0 then -- what pays a debt reaches no lot
    select private.return_lots(e.lots, least(v_rest, v_available)) into v_lots
    from private.token_entries e where e.edit_id = p_edit and e.kind = 'hold';
  end if;
  insert into private.token_entries
    (user_id, version, kind, delta, held_delta, available_after, held_after, lots, reason, actor, edit_id, created_at)
  values
    (v_user, v_version, case p_state when 'captured' then 'capture' when 'released' then 'release' else 'expire' end,
     v_rest, -v_amount, v_available, v_held, v_lots, p_reason, p_actor, p_edit, v_now);
  if v_lots is not null then
    perform private.give_back(v_user, v_lots);
  end if;
  return '{"outcome": "settled"}';
end
$$;

-- The answer of settle_hold() for what is no open hold (any more).
create function private.hold_not_open(p_edit uuid, p_state text, p_captured bigint) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('outcome', coalesce((
    select case
      when h.state = p_state and h.captured_amount = p_captured then 'exists'
      when h.state = 'captured' and p_state = 'captured' then 'idempotency_conflict'
      else 'already_' || h.state
    end
    from private.token_holds h
    where h.edit_id = p_edit
  ), 'not_found'))
$$;

-- As before; whoever settles a hold says how it ends.
create or replace function private.settle_deleted_edit() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if old.status in ('queued', 'running') then
    perform private.settle_hold(old.id, 'released', 0, 'Image deleted', 'system');
  end if;
  if old.status = 'running' then
    perform pg_notify('edit_cancel', old.id::text);
  end if;
  perform pg_notify('edit_changed', old.id::text);
  return null;
end
$$;

create or replace function private.extend_hold(p_edit uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update private.open_holds
  set expires_at = clock_timestamp() + private.hold_lifetime()
  where edit_id = p_edit and expires_at < clock_timestamp() + private.hold_lifetime() - interval '1 minute'
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
