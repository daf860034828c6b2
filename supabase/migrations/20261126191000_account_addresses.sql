-- Whose account is whose, for whoever runs the server: the address of each, where it can be found by how it begins, and
-- the accounts in pages whose cost does not depend on how many there are.

-- A copy, because auth.users is Supabase's and takes no index of ours. Apart from the accounts, which outlive the person:
-- the address goes with them.
create table private.account_addresses (
  user_id uuid primary key references auth.users (id) on delete cascade,
  -- In lower case, and compared byte by byte, so that one index serves both the start of an address and the order.
  email text collate "C" not null check (email <> '')
);
create index account_addresses_in_order on private.account_addresses (email, user_id);
alter table private.account_addresses enable row level security;
revoke all on private.account_addresses from public, anon, authenticated, service_role;

create index token_accounts_newest on private.token_accounts (created_at, user_id);
drop index private.token_accounts_blocked;
create index token_accounts_blocked on private.token_accounts (created_at, user_id) where blocked_at is not null;
create index token_accounts_frozen on private.token_accounts (created_at, user_id) where is_frozen;
create index token_accounts_in_debt on private.token_accounts (created_at, user_id) where in_debt;

-- As Supabase Auth has it now. Whoever has none, or is gone, has none here.
create function private.keep_address(p_user uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  insert into private.account_addresses as a (user_id, email)
  select u.id, lower(u.email) from auth.users u
  where u.id = p_user and u.email <> ''
    -- Asked about a person again and again, it mostly writes nothing.
    and not exists (
      select from private.account_addresses known where known.user_id = u.id and known.email = lower(u.email))
  on conflict (user_id) do update set email = excluded.email where a.email <> excluded.email
$$;

insert into private.account_addresses (user_id, email)
select u.id, lower(u.email) from auth.users u join private.token_accounts a on a.user_id = u.id where u.email <> '';

-- As before, and keeps the address: whoever changed it is found by the new one after their next visit.
create or replace function private.open_account(p_user uuid, p_tokens bigint, p_address_hash text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_tokens bigint := coalesce(private.setting('signup_tokens')::bigint, p_tokens);
  v_days int := private.setting('signup_token_days')::int;
begin
  if p_tokens < 0 then
    raise exception 'sign-up tokens cannot be negative' using errcode = 'invalid_parameter_value';
  end if;
  -- Before anything of ours is locked: it waits for whoever is deleting the person.
  perform private.keep_address(p_user);
  insert into private.token_accounts (user_id) values (p_user) on conflict do nothing;
  if not found then
    return jsonb_build_object('outcome', 'exists');
  end if;
  if p_address_hash is null then
    v_tokens := 0;
  elsif v_tokens > 0 then
    insert into private.signup_grants (address_hash, user_id) values (p_address_hash, p_user) on conflict do nothing;
    if not found then
      v_tokens := 0;
    end if;
  end if;
  if v_tokens > 0 then
    perform private.credit(
      p_user, v_tokens, 'grant', 'Sign-up tokens', 'system', null, 'signup:' || p_user,
      p_expires_at => clock_timestamp() + make_interval(days => v_days));
  end if;
  return jsonb_build_object('outcome', 'created', 'granted', v_tokens);
end
$$;

-- [{id, email, created_at, available, held, in_debt, is_blocked, is_frozen, role, edits, images}] in the order that is
-- asked for, without those that are no accounts. Counts the rows of these accounts only.
create function private.account_summaries(p_users uuid[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(
    private.get_account(a.user_id) || jsonb_build_object(
      'id', a.user_id, 'email', d.email, 'created_at', a.created_at,
      'edits', (select count(*) from public.edits e where e.user_id = a.user_id),
      'images', (select count(*) from public.images i where i.user_id = a.user_id))
    order by wanted.place), '[]'::jsonb)
  from unnest(p_users) with ordinality as wanted (user_id, place)
  join private.token_accounts a on a.user_id = wanted.user_id
  left join private.account_addresses d on d.user_id = wanted.user_id
$$;

-- Newest first: all (p_state null), or those that are blocked, frozen or in_debt. Pass created_at and id of the last one
-- seen to go on, nulls to begin.
create function private.list_accounts(p_state text, p_before timestamptz, p_before_id uuid, p_limit int) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_before timestamptz := coalesce(p_before, 'infinity');
  v_before_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_users uuid[];
begin
  -- A query for each, so that each is planned with the index that is made for it.
  case p_state
    when 'blocked' then
      v_users := array(
        select user_id from private.token_accounts
        where blocked_at is not null and (created_at, user_id) < (v_before, v_before_id)
        order by created_at desc, user_id desc limit p_limit);
    when 'frozen' then
      v_users := array(
        select user_id from private.token_accounts
        where is_frozen and (created_at, user_id) < (v_before, v_before_id)
        order by created_at desc, user_id desc limit p_limit);
    when 'in_debt' then
      v_users := array(
        select user_id from private.token_accounts
        where in_debt and (created_at, user_id) < (v_before, v_before_id)
        order by created_at desc, user_id desc limit p_limit);
    else
      v_users := array(
        select user_id from private.token_accounts
        where (created_at, user_id) < (v_before, v_before_id)
        order by created_at desc, user_id desc limit p_limit);
  end case;
  return private.account_summaries(v_users);
end
$$;

-- By address, of those whose address begins with p_start, in lower case. Pass address and id of the last one seen to go
-- on, nulls to begin.
create function private.search_accounts(p_start text, p_state text, p_after text, p_after_id uuid, p_limit int)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  -- Behind everything that begins so: no text has a greater character.
  v_end text := p_start || chr(1114111);
  v_after text := coalesce(p_after, '');
  v_after_id uuid := coalesce(p_after_id, '00000000-0000-0000-0000-000000000000');
  v_users uuid[];
begin
  -- A query for each, as above: those that are blocked are few, and need not be looked for among all that begin so.
  case p_state
    when 'blocked' then
      v_users := array(
        select d.user_id
        from private.account_addresses d join private.token_accounts a on a.user_id = d.user_id
        where d.email >= p_start and d.email < v_end and (d.email, d.user_id) > (v_after, v_after_id) and a.blocked_at is not null
        order by d.email, d.user_id limit p_limit);
    when 'frozen' then
      v_users := array(
        select d.user_id
        from private.account_addresses d join private.token_accounts a on a.user_id = d.user_id
        where d.email >= p_start and d.email < v_end and (d.email, d.user_id) > (v_after, v_after_id) and a.is_frozen
        order by d.email, d.user_id limit p_limit);
    when 'in_debt' then
      v_users := array(
        select d.user_id
        from private.account_addresses d join private.token_accounts a on a.user_id = d.user_id
        where d.email >= p_start and d.email < v_end and (d.email, d.user_id) > (v_after, v_after_id) and a.in_debt
        order by d.email, d.user_id limit p_limit);
    else
      v_users := array(
        select d.user_id
        from private.account_addresses d join private.token_accounts a on a.user_id = d.user_id
        where d.email >= p_start and d.email < v_end and (d.email, d.user_id) > (v_after, v_after_id)
        order by d.email, d.user_id limit p_limit);
  end case;
  return private.account_summaries(v_users);
end
$$;

-- As list_entries, with who did it and what it belongs to.
create function private.list_entries_in_full(p_user uuid, p_before_version bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(e) order by e.version desc), '[]'::jsonb)
  from (
    select id, version, kind, delta, held_delta, available_after, held_after, reason, actor, reference, edit_id, created_at
    from private.token_entries
    where user_id = p_user and version < coalesce(p_before_version, 9223372036854775807)
    order by version desc
    limit p_limit
  ) e
$$;

-- Newest first, and nothing of what is in the pictures or was asked for.
create function private.list_edits_of_account(p_user uuid, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(e) order by e.created_at desc), '[]'::jsonb)
  from (
    select id, operation, model, status, tokens_quoted, tokens_charged, error_code, created_at, finished_at
    from public.edits
    where user_id = p_user
    order by created_at desc
    limit p_limit
  ) e
$$;

-- {cap, left}: tokens that an administrator may move by adjustments today (UTC).
create function private.adjustments_left(p_actor text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('cap', c.cap, 'left', greatest(c.cap - coalesce((
    select sum(abs((details ->> 'tokens')::bigint))
    from private.admin_actions
    where actor = p_actor and action = 'adjust'
      and created_at >= date_trunc('day', clock_timestamp() at time zone 'utc') at time zone 'utc'), 0), 0))
  from (select coalesce(private.setting('admin_daily_tokens')::bigint, 100000) as cap) c
$$;

revoke execute on function
  private.keep_address, private.open_account, private.account_summaries, private.list_accounts, private.search_accounts,
  private.list_entries_in_full, private.list_edits_of_account, private.adjustments_left
  from public, anon, authenticated;
grant execute on function
  private.open_account, private.account_summaries, private.list_accounts, private.search_accounts,
  private.list_entries_in_full, private.list_edits_of_account, private.adjustments_left
  to service_role;
