-- Who may spend: accounts an operator has blocked, accounts that are frozen while a payment is disputed, and how many
-- holds one account may have open. And what an operator does to an account, each written into admin_actions.

alter table private.token_accounts
  add column blocked_at timestamptz,
  -- While a dispute is open, or after a fraud warning where the operator wants that.
  add column is_frozen boolean not null default false;
create index token_accounts_blocked on private.token_accounts (blocked_at) where blocked_at is not null;

-- {available, held, in_debt, is_blocked, is_frozen, role}. Whoever never opened an account has nothing.
create or replace function private.get_account(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    -- What has expired is gone, though nobody has taken it out yet.
    'available', coalesce(a.available, 0) - case when a.lots_expire_at <= clock_timestamp() then (
      select coalesce(sum(l.remaining), 0) from private.token_lots l
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

-- placed | exists | insufficient_tokens | account_blocked | account_frozen | too_many_holds | idempotency_conflict
-- | no_account. The edit is the key: it has one hold.
create or replace function private.place_hold(p_user uuid, p_edit uuid, p_amount bigint, p_reason text, p_actor text)
returns jsonb
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
  if v_account.blocked_at is not null then
    return jsonb_build_object('outcome', 'account_blocked');
  elsif v_account.is_frozen then
    return jsonb_build_object('outcome', 'account_frozen');
  elsif v_account.in_debt or v_account.available < p_amount then
    return jsonb_build_object(
      'outcome', 'insufficient_tokens', 'available', v_account.available, 'needed', p_amount);
  elsif (select count(*) from private.token_holds where user_id = p_user and state = 'open')
    >= coalesce((select s.value::bigint from private.settings s where s.key = 'max_concurrent_holds'), 100)
  then
    return jsonb_build_object('outcome', 'too_many_holds');
  end if;
  insert into private.token_holds (user_id, edit_id, amount, expires_at)
  values (p_user, p_edit, p_amount, clock_timestamp() + private.hold_lifetime())
  returning * into v_hold;
  perform private.post_entry(v_account, 'hold', -p_amount, p_amount, p_reason, p_actor, p_edit);
  return jsonb_build_object('outcome', 'placed', 'hold', to_jsonb(v_hold));
end
$$;

-- blocked | unblocked | unchanged | no_account. A blocked account places no holds; what runs already goes on.
create function private.block_account(p_user uuid, p_is_blocked boolean, p_actor text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_account private.token_accounts := private.lock_account(p_user);
begin
  if v_account.user_id is null then
    return jsonb_build_object('outcome', 'no_account');
  elsif (v_account.blocked_at is not null) = p_is_blocked then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update private.token_accounts set blocked_at = case when p_is_blocked then clock_timestamp() end where user_id = p_user;
  perform private.note_action(p_actor, case when p_is_blocked then 'block' else 'unblock' end, p_user, null, p_reason);
  return jsonb_build_object('outcome', case when p_is_blocked then 'blocked' else 'unblocked' end);
end
$$;

-- In place of the one without reference, cap and book.
drop function private.admin_adjust(uuid, bigint, text, text, text);

-- adjusted | exists | insufficient_tokens | daily_cap_reached (left: what this administrator may still move today)
-- | idempotency_conflict | no_account
create function private.admin_adjust(
  p_user uuid, p_delta bigint, p_reason text, p_actor text, p_key text, p_reference text default null
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_cap bigint := coalesce((private.setting('admin_daily_tokens'))::bigint, 100000);
  v_moved bigint;
  v_answer jsonb;
begin
  if p_delta is null or p_delta = 0 then
    raise exception 'an adjustment of % tokens', p_delta using errcode = 'invalid_parameter_value';
  end if;
  -- One adjustment of this administrator at a time, before the account is locked: the cap holds for all accounts together.
  perform pg_advisory_xact_lock(hashtextextended('repaint:adjust:' || p_actor, 0));
  if not exists (select from private.token_entries where idempotency_key = p_key) then
    select coalesce(sum(abs((details ->> 'tokens')::bigint)), 0) into v_moved
    from private.admin_actions
    where actor = p_actor and action = 'adjust'
      and created_at >= date_trunc('day', clock_timestamp() at time zone 'utc') at time zone 'utc';
    if v_moved + abs(p_delta) > v_cap then
      return jsonb_build_object('outcome', 'daily_cap_reached', 'left', greatest(v_cap - v_moved, 0));
    end if;
  end if;
  v_answer := private.post_once(p_user, 'adjust', p_delta, p_reason, p_actor, p_reference, p_key, 'adjusted', false);
  if v_answer ->> 'outcome' = 'adjusted' then
    perform private.note_action(
      p_actor, 'adjust', p_user, p_reference, p_reason,
      jsonb_build_object('tokens', p_delta, 'entry', v_answer ->> 'entry_id'));
  end if;
  return v_answer;
end
$$;

-- released (edit_id) | already_captured | already_released | already_expired | not_found. Ends the edit of a hold that is
-- stuck, as failed, and tells its worker.
create function private.release_stuck_hold(p_hold uuid, p_actor text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_hold private.token_holds;
  v_has_edit boolean;
begin
  select * into v_hold from private.token_holds where id = p_hold;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  -- The edit first: that is the order of locks.
  perform from public.edits where id = v_hold.edit_id and status in ('queued', 'running') for no key update;
  v_has_edit := found;
  perform private.lock_account(v_hold.user_id);
  select * into v_hold from private.token_holds where id = p_hold for update;
  if v_hold.state <> 'open' then
    return jsonb_build_object('outcome', 'already_' || v_hold.state);
  end if;
  if v_has_edit then
    perform private.end_edit_unpaid(v_hold.edit_id, 'failed', 'interrupted', p_reason, p_actor);
    perform pg_notify('edit_cancel', v_hold.edit_id::text);
  else
    perform private.settle_hold(p_hold, 'released', 0, p_reason, p_actor);
  end if;
  perform private.note_action(
    p_actor, 'release_hold', v_hold.user_id, p_hold::text, p_reason,
    jsonb_build_object('edit', v_hold.edit_id, 'tokens', v_hold.amount));
  return jsonb_build_object('outcome', 'released', 'edit_id', v_hold.edit_id);
end
$$;

revoke execute on function private.block_account, private.admin_adjust, private.release_stuck_hold
  from public, anon, authenticated;
grant execute on function private.block_account, private.admin_adjust, private.release_stuck_hold to service_role;
