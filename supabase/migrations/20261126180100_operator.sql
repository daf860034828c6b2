-- What an operator may set and do while the server runs, and the book in which each of it is written.

-- Append-only, and written in the transaction that does what it tells.
create table private.admin_actions (
  id bigint primary key generated always as identity,
  -- 'admin:<id>', or 'system' for what a command on the server did.
  actor text not null check (actor <> ''),
  action text not null check (action in (
    'adjust', 'block', 'unblock', 'unfreeze', 'release_hold', 'set_setting', 'switch_provider', 'ask_refund')),
  -- The account it was done to, if one was. No foreign key: this book outlives accounts.
  user_id uuid,
  -- What else it was done to: a hold, a setting, a provider, a purchase.
  subject text check (subject <> ''),
  reason text not null check (reason <> ''),
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
  idempotency_key text unique check (idempotency_key <> ''),
  request_hash text,
  created_at timestamptz not null default clock_timestamp(),
  constraint admin_actions_key_has_hash check ((idempotency_key is null) = (request_hash is null))
);
create index admin_actions_of_actor on private.admin_actions (actor, created_at);
create index admin_actions_of_user on private.admin_actions (user_id, id) where user_id is not null;

create trigger admin_actions_append_only
  before update or delete on private.admin_actions
  for each row execute function private.refuse_change();
create trigger admin_actions_never_truncated
  before truncate on private.admin_actions
  for each statement execute function private.refuse_change();
alter table private.admin_actions enable always trigger admin_actions_append_only;
alter table private.admin_actions enable always trigger admin_actions_never_truncated;

create function private.is_number(p_value jsonb, p_least numeric, p_most numeric) returns boolean
language sql immutable security definer set search_path = ''
as $$ select case when jsonb_typeof(p_value) = 'number' then p_value::numeric between p_least and p_most else false end $$;

create function private.is_whole(p_value jsonb, p_least numeric, p_most numeric) returns boolean
language sql immutable security definer set search_path = ''
as $$ select case when private.is_number(p_value, p_least, p_most) then p_value::numeric % 1 = 0 else false end $$;

-- The settings there are, and what each may be.
create function private.is_setting(p_key text, p_value jsonb) returns boolean
language sql immutable security definer set search_path = ''
as $$
  select coalesce(case p_key
    -- Tokens a new account begins with, and after how many days they expire; never where that is not set.
    when 'signup_tokens' then private.is_whole(p_value, 0, 1000000000)
    when 'signup_token_days' then private.is_whole(p_value, 1, 36500)
    -- Percent on top of what a provider asks.
    when 'margin_percent' then private.is_number(p_value, 0, 10000)
    -- Open holds of one account at a time.
    when 'max_concurrent_holds' then private.is_whole(p_value, 1, 100000)
    -- Tokens that one administrator may move by adjustments within a day (UTC).
    when 'admin_daily_tokens' then private.is_whole(p_value, 0, 1000000000)
    when 'freeze_on_fraud_warning' then jsonb_typeof(p_value) = 'boolean'
    -- {"<provider>": micro-USD a day}
    when 'daily_spend_caps' then jsonb_typeof(p_value) = 'object'
      and not jsonb_path_exists(p_value, 'strict $.* ? (@.type() != "number" || @ < 0)')
    -- {"<flag>": true | false}
    when 'features' then jsonb_typeof(p_value) = 'object'
      and not jsonb_path_exists(p_value, 'strict $.* ? (@.type() != "boolean")')
  end, false)
$$;

-- Only what was set; everything else is as the server's environment, or the function that reads it, says.
create table private.settings (
  key text primary key,
  value jsonb not null,
  updated_by text not null check (updated_by <> ''),
  updated_at timestamptz not null default clock_timestamp(),
  constraint settings_known_and_valid check (private.is_setting(key, value))
);

-- Providers an operator has switched off. The breaker is another thing: that one closes by itself.
create table private.switched_off_providers (
  provider text primary key check (provider <> ''),
  switched_by text not null,
  switched_at timestamptz not null default clock_timestamp()
);

alter table private.admin_actions enable row level security;
alter table private.settings enable row level security;
alter table private.switched_off_providers enable row level security;
revoke all on private.admin_actions, private.settings, private.switched_off_providers
  from public, anon, authenticated, service_role;
revoke all on sequence private.admin_actions_id_seq from public, anon, authenticated, service_role;

-- The only writer of the book.
create function private.note_action(
  p_actor text, p_action text, p_user uuid, p_subject text, p_reason text, p_details jsonb default '{}',
  p_key text default null, p_hash text default null
) returns bigint
language sql volatile security definer set search_path = ''
as $$
  insert into private.admin_actions (actor, action, user_id, subject, reason, details, idempotency_key, request_hash)
  values (p_actor, p_action, p_user, p_subject, p_reason, p_details, p_key, p_hash)
  returning id
$$;

-- What was set, or null.
create function private.setting(p_key text) returns jsonb
language sql stable security definer set search_path = ''
as $$ select value from private.settings where key = p_key $$;

-- {key: value} of all that was set.
create function private.get_settings() returns jsonb
language sql stable security definer set search_path = ''
as $$ select coalesce(jsonb_object_agg(key, value), '{}'::jsonb) from private.settings $$;

-- set | unchanged | invalid_setting. p_value null: as it was before anybody set it.
create function private.set_setting(p_key text, p_value jsonb, p_actor text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_before jsonb;
begin
  if p_value is not null and not private.is_setting(p_key, p_value) then
    return jsonb_build_object('outcome', 'invalid_setting');
  end if;
  -- One change of a setting at a time, so that each is told with what was before it.
  perform pg_advisory_xact_lock(hashtextextended('repaint:setting:' || p_key, 0));
  select value into v_before from private.settings where key = p_key;
  if v_before is not distinct from p_value then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  if p_value is null then
    delete from private.settings where key = p_key;
  else
    insert into private.settings (key, value, updated_by) values (p_key, p_value, p_actor)
    on conflict (key) do update
    set value = excluded.value, updated_by = excluded.updated_by, updated_at = clock_timestamp();
  end if;
  perform private.note_action(
    p_actor, 'set_setting', null, p_key, p_reason, jsonb_build_object('before', v_before, 'after', p_value));
  return jsonb_build_object('outcome', 'set');
end
$$;

-- switched | unchanged
create function private.switch_provider(p_provider text, p_is_on boolean, p_actor text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_is_on then
    delete from private.switched_off_providers where provider = p_provider;
  else
    insert into private.switched_off_providers (provider, switched_by) values (p_provider, p_actor) on conflict do nothing;
  end if;
  if not found then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  perform private.note_action(
    p_actor, 'switch_provider', null, p_provider, p_reason, jsonb_build_object('isOn', p_is_on));
  return jsonb_build_object('outcome', 'switched');
end
$$;

-- ["<provider>"]
create function private.list_switched_off() returns jsonb
language sql stable security definer set search_path = ''
as $$ select coalesce(jsonb_agg(provider order by provider), '[]'::jsonb) from private.switched_off_providers $$;

-- Newest first; pass the last id seen to go on, null to begin. p_user null: of all accounts.
create function private.list_admin_actions(p_user uuid, p_before_id bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(a) order by a.id desc), '[]'::jsonb)
  from (
    select id, actor, action, user_id, subject, reason, details, created_at
    from private.admin_actions
    where (p_user is null or user_id = p_user) and (p_before_id is null or id < p_before_id)
    order by id desc
    limit p_limit
  ) a
$$;

revoke execute on function
  private.is_setting, private.is_number, private.is_whole, private.note_action, private.setting, private.get_settings, private.set_setting,
  private.switch_provider, private.list_switched_off, private.list_admin_actions
  from public, anon, authenticated;
grant execute on function
  private.get_settings, private.set_setting, private.switch_provider, private.list_switched_off, private.list_admin_actions
  to service_role;
