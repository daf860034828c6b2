-- What an operator has set is obeyed: providers that are switched off, or have cost their day's cap, are not called.

-- What calls cost by the provider's own price, counted up where the cost of each is recorded.
create table private.provider_spend (
  -- UTC.
  day date not null,
  provider text not null check (provider <> ''),
  micro_usd bigint not null check (micro_usd >= 0),
  primary key (day, provider)
) with (fillfactor = 50);
alter table private.provider_spend enable row level security;
revoke all on private.provider_spend from public, anon, authenticated, service_role;

insert into private.provider_spend (day, provider, micro_usd)
select (finished_at at time zone 'utc')::date, split_part(model, '/', 1), sum(cost_micro_usd)
from private.edit_attempts
where cost_micro_usd > 0
group by 1, 2;

create function private.today() returns date
language sql stable security definer set search_path = ''
as $$ select (clock_timestamp() at time zone 'utc')::date $$;

-- As before, but flags are only those that something reads.
create or replace function private.is_setting(p_key text, p_value jsonb) returns boolean
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
    -- {"<provider>": micro-USD a day (UTC)}
    when 'daily_spend_caps' then jsonb_typeof(p_value) = 'object'
      and not jsonb_path_exists(p_value, 'strict $.* ? (@.type() != "number" || @ < 0)')
    -- purchases: tokens are sold; signups: there can be new accounts
    when 'features' then jsonb_typeof(p_value) = 'object'
      and not jsonb_path_exists(p_value, 'strict $.* ? (@.type() != "boolean")')
      and p_value - '{purchases, signups}'::text[] = '{}'
  end, false)
$$;

-- Providers that are not to be called now, each for one reason: switched_off, or daily_cap with the seconds until midnight.
create function private.barred_providers() returns table (provider text, why text, seconds int)
language sql stable security definer set search_path = ''
as $$
  select o.provider, 'switched_off', null::int from private.switched_off_providers o
  union all
  select c.key, 'daily_cap',
    private.seconds_until((private.today() + 1)::timestamp at time zone 'utc', clock_timestamp())
  from private.settings s
  cross join jsonb_each_text(s.value) c
  left join private.provider_spend p on p.day = private.today() and p.provider = c.key
  where s.key = 'daily_spend_caps' and coalesce(p.micro_usd, 0) >= c.value::numeric
    and not exists (select from private.switched_off_providers o where o.provider = c.key)
$$;

-- {settings: {key: value} of all that was set, barred: [{provider, why, seconds}]}: what every process goes by.
create function private.operator_rules() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'settings', private.get_settings(),
    'barred', (select coalesce(jsonb_agg(to_jsonb(b) order by b.provider), '[]'::jsonb) from private.barred_providers() b))
$$;

-- finished (cap_reached: {provider, spent, cap}, when this call was the one that reached it) | not_open.
-- p_outcome: succeeded | failed | cancelled. p_duration_millis null: not measured.
create or replace function private.finish_attempt(
  p_attempt uuid, p_outcome text, p_error_code text, p_request_id text, p_cost_micro_usd bigint, p_duration_millis int,
  p_usage jsonb default null
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_provider text;
  v_spent bigint;
  v_cap numeric;
begin
  update private.edit_attempts
  set outcome = p_outcome,
      error_code = p_error_code,
      request_id = p_request_id,
      cost_micro_usd = p_cost_micro_usd,
      duration_millis = p_duration_millis,
      usage = nullif(p_usage, 'null'::jsonb),
      finished_at = clock_timestamp()
  where id = p_attempt and outcome is null
  returning split_part(model, '/', 1) into v_provider;
  if not found then
    return jsonb_build_object('outcome', 'not_open');
  end if;
  if p_cost_micro_usd > 0 then
    insert into private.provider_spend as s (day, provider, micro_usd)
    values (private.today(), v_provider, p_cost_micro_usd)
    on conflict (day, provider) do update set micro_usd = s.micro_usd + excluded.micro_usd
    returning micro_usd into v_spent;
    v_cap := (private.setting('daily_spend_caps') ->> v_provider)::numeric;
    if v_spent >= v_cap and v_spent - p_cost_micro_usd < v_cap then
      return jsonb_build_object('outcome', 'finished', 'cap_reached', jsonb_build_object(
        'provider', v_provider, 'spent', v_spent, 'cap', v_cap));
    end if;
  end if;
  return jsonb_build_object('outcome', 'finished');
end
$$;

-- As before, but nobody new enters a provider that is barred, which is out with 'model_unavailable' and, where it is
-- known, for how long. A job that it has already is still polled.
--
-- taken (isProbe) | wait (reason: full | rate | pause | probe; seconds, where known) | out (code, seconds).
-- To be repeated with the same p_slot until it is taken, and ended by leave_provider whatever came of it. First asked,
-- first served. p_most_running, p_most_starts: at a time, and within p_rate_window; null is no limit.
-- p_is_resumed: the provider has this job already, so it only is counted.
create or replace function private.enter_provider(
  p_slot uuid, p_provider text, p_model text, p_most_running int, p_most_starts int,
  p_is_resumed boolean default false, p_rate_window interval default interval '1 minute'
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_now timestamptz;
  v_slot private.provider_slots;
  v_health private.provider_health;
  v_wait text;
  v_seconds numeric;
begin
  perform private.lock_provider(p_provider, p_model);
  -- Only now: waiting for the lock may have taken a while.
  v_now := clock_timestamp();
  delete from private.provider_slots
  where provider = p_provider and expires_at < v_now
    and (granted_at is null or granted_at < v_now - greatest(p_rate_window, interval '5 minutes'));

  insert into private.provider_slots as s (id, provider, model, asked_at, expires_at)
  values (p_slot, p_provider, p_model, v_now, v_now + private.wait_lifetime())
  on conflict (id) do update set expires_at = greatest(s.expires_at, excluded.expires_at)
  returning * into v_slot;
  if v_slot.granted_at is not null then -- the answer was lost on its way
    return private.taken(v_slot);
  end if;

  if not p_is_resumed then
    select seconds into v_seconds from private.barred_providers() where provider = p_provider;
    if found then
      delete from private.provider_slots where id = p_slot;
      return jsonb_build_object('outcome', 'out', 'code', 'model_unavailable', 'seconds', v_seconds);
    end if;
    for v_health in
      select * from private.provider_health where subject in (p_provider, p_model) and open_until is not null
    loop
      if v_health.open_until > v_now then
        delete from private.provider_slots where id = p_slot;
        return jsonb_build_object(
          'outcome', 'out', 'code', v_health.code, 'seconds', private.seconds_until(v_health.open_until, v_now));
      elsif private.is_running(v_health.probe, v_now) then
        v_wait := 'probe';
      end if;
    end loop;
    if v_wait is null then
      select private.seconds_until(not_before, v_now) into v_seconds
      from private.provider_health where subject = p_provider and not_before > v_now;
      v_wait := case when found then 'pause' end;
    end if;
    if v_wait is null and p_most_running <= (
      select count(*) from private.provider_slots s
      where s.provider = p_provider and s.expires_at > v_now and s.released_at is null and s.id <> p_slot
        and (s.granted_at is not null or (s.is_queued and (s.asked_at, s.id) < (v_slot.asked_at, p_slot)))
    ) then
      v_wait := 'full';
    elsif v_wait is null and p_most_starts <= (
      select count(*) from private.provider_slots s
      where s.provider = p_provider and s.granted_at > v_now - p_rate_window
    ) then
      v_wait := 'rate';
    end if;
    if v_wait is not null then
      update private.provider_slots set is_queued = v_wait in ('full', 'rate') where id = p_slot;
      return jsonb_build_object('outcome', 'wait', 'reason', v_wait, 'seconds', v_seconds);
    end if;
    update private.provider_health set probe = p_slot
    where subject in (p_provider, p_model) and open_until is not null;
  end if;

  update private.provider_slots set granted_at = v_now, expires_at = v_now + private.slot_lifetime()
  where id = p_slot
  returning * into v_slot;
  return private.taken(v_slot);
end
$$;

revoke execute on function private.today, private.barred_providers, private.operator_rules
  from public, anon, authenticated;
grant execute on function private.operator_rules to service_role;
