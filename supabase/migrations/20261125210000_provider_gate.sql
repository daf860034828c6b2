-- The gate before the providers, shared by all workers: how many calls may run and start, and who is out of order.
--
-- Whoever passes the gate of a provider first locks its row in provider_health, so each decision sees the one before it.
-- The lock is held for one short call, never while a provider works.

-- One row per provider ('stability') and per model ('stability/erase').
create table private.provider_health (
  subject text primary key check (subject <> ''),
  -- Calls in a row that failed through no fault of ours or the person's.
  failures int not null default 0 check (failures >= 0),
  -- How often it was taken out in a row, without one success between: the pause grows with it.
  openings int not null default 0 check (openings >= 0),
  -- Taken out from and until; both null while it works. Past the end one call, the probe, finds out.
  opened_at timestamptz,
  open_until timestamptz,
  -- The error code that took it out.
  code text,
  -- The slot of the call that finds out.
  probe uuid,
  -- Providers only: it asked to be left alone until then.
  not_before timestamptz,
  constraint provider_health_open_has_reason check (num_nulls(opened_at, open_until, code) in (0, 3))
);

-- One row per call that waits for its turn, runs, or started within the last minutes.
create table private.provider_slots (
  id uuid primary key,
  provider text not null,
  model text not null,
  asked_at timestamptz not null,
  -- Waits for a free slot: those who asked later wait behind it. False where it waits for something else.
  is_queued boolean not null default false,
  granted_at timestamptz,
  released_at timestamptz,
  -- Without a sign of life until then, its worker is dead and the slot free.
  expires_at timestamptz not null
);
create index provider_slots_of_provider on private.provider_slots (provider, granted_at);

alter table private.provider_health enable row level security;
alter table private.provider_slots enable row level security;
revoke all on private.provider_health, private.provider_slots from public, anon, authenticated, service_role;

-- Long enough for a database restart between two signs of life.
create function private.slot_lifetime() returns interval
language sql immutable security definer set search_path = ''
as $$ select interval '45 seconds' $$;

-- Whoever waits asks about once a second.
create function private.wait_lifetime() returns interval
language sql immutable security definer set search_path = ''
as $$ select interval '10 seconds' $$;

-- Failures in a row that take a provider or model out.
create function private.failure_limit() returns int
language sql immutable security definer set search_path = ''
as $$ select 5 $$;

-- How long something is out the p_openings-th time in a row: from 30 s to 15 min; an account nobody has mended
-- from 5 to 30 min; a retired model from an hour to a day.
create function private.opening_pause(p_kind text, p_openings int) returns interval
language sql immutable security definer set search_path = ''
as $$
  select case p_kind
    when 'account' then least(interval '5 minutes' * doubled.factor, interval '30 minutes')
    when 'retired' then least(interval '1 hour' * doubled.factor, interval '1 day')
    else least(interval '30 seconds' * doubled.factor, interval '15 minutes')
  end
  from (select 2 ^ least(p_openings - 1, 10) as factor) doubled
$$;

-- The state of a provider and of one of its models, made where there is none. The provider's row is locked first.
create function private.lock_provider(p_provider text, p_model text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.provider_health (subject) values (p_provider) on conflict do nothing;
  perform from private.provider_health where subject = p_provider for no key update;
  insert into private.provider_health (subject) values (p_model) on conflict do nothing;
end
$$;

-- taken (isProbe) | wait (reason: full | rate | pause | probe; seconds, where known) | out (code, seconds).
-- To be repeated with the same p_slot until it is taken, and ended by leave_provider whatever came of it. First asked,
-- first served. p_most_running, p_most_starts: at a time, and within p_rate_window; null is no limit.
-- p_is_resumed: the provider has this job already, so it only is counted.
create function private.enter_provider(
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

create function private.taken(p_slot private.provider_slots) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('outcome', 'taken', 'isProbe', exists (
    select from private.provider_health h where h.subject in (p_slot.provider, p_slot.model) and h.probe = p_slot.id))
$$;

create function private.is_running(p_slot uuid, p_now timestamptz) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from private.provider_slots where id = p_slot and released_at is null and expires_at > p_now)
$$;

create function private.seconds_until(p_then timestamptz, p_now timestamptz) returns int
language sql immutable security definer set search_path = ''
as $$ select ceil(extract(epoch from p_then - p_now))::int $$;

-- renewed | gone. The sign of life of a call that runs.
create function private.renew_provider_slot(p_slot uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.provider_slots set expires_at = clock_timestamp() + private.slot_lifetime()
  where id = p_slot and granted_at is not null and released_at is null;
  return jsonb_build_object('outcome', case when found then 'renewed' else 'gone' end);
end
$$;

-- left (opened: [{subject, code, seconds}], what this took out just now) | gone (it had left already).
-- p_verdict: {kind, code?, seconds?}, what the call says about the provider:
--   works    it answered as it should, be it with a refusal of what the person asked
--   failed   it did not: too many in a row take provider and model out
--   account  the operator's key or credit: takes the provider out at once, and for longer
--   retired  the model is no more: takes only the model out, at once
--   busy     it asks to be left alone for so many seconds
--   nothing  the call was given up, or never made
create function private.leave_provider(p_slot uuid, p_verdict jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_kind text := p_verdict ->> 'kind';
  v_slot private.provider_slots;
  v_now timestamptz;
  v_health private.provider_health;
  v_opened jsonb := '[]';
begin
  select * into v_slot from private.provider_slots where id = p_slot;
  if not found then
    return jsonb_build_object('outcome', 'gone');
  end if;
  perform private.lock_provider(v_slot.provider, v_slot.model);
  v_now := clock_timestamp();
  if v_slot.granted_at is null then
    delete from private.provider_slots where id = p_slot;
    return jsonb_build_object('outcome', 'left', 'opened', v_opened);
  end if;
  -- Kept for a while: it counts as a start.
  update private.provider_slots set released_at = v_now, expires_at = v_now where id = p_slot and released_at is null;
  if not found then
    return jsonb_build_object('outcome', 'gone');
  end if;
  update private.provider_health set probe = null where subject in (v_slot.provider, v_slot.model) and probe = p_slot;

  if v_kind = 'busy' then
    update private.provider_health
    set not_before = greatest(not_before, v_now + make_interval(secs => (p_verdict ->> 'seconds')::double precision))
    where subject = v_slot.provider;
  elsif v_kind <> 'nothing' then
    for v_health in
      select * from private.provider_health
      where subject = v_slot.model and v_kind <> 'account' or subject = v_slot.provider and v_kind <> 'retired'
      order by subject
    loop
      -- A call that began before something was taken out says nothing about how it is now.
      continue when v_health.opened_at >= v_slot.granted_at;
      if private.judge(v_health, v_kind, p_verdict ->> 'code', v_now) then
        v_opened := v_opened || (
          select jsonb_build_object(
            'subject', h.subject, 'code', h.code, 'seconds', private.seconds_until(h.open_until, v_now))
          from private.provider_health h where h.subject = v_health.subject);
      end if;
    end loop;
  end if;
  return jsonb_build_object('outcome', 'left', 'opened', v_opened);
end
$$;

-- Keeps the count of a provider or model, locked by the caller, whose call ended so. True when this takes it out.
create function private.judge(p_health private.provider_health, p_kind text, p_code text, p_now timestamptz)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_failures int := case p_kind when 'works' then 0 else p_health.failures + 1 end;
  v_opens boolean := p_kind in ('account', 'retired')
    or p_kind = 'failed' and (p_health.open_until is not null or v_failures >= private.failure_limit());
  v_openings int := case when p_kind = 'works' then 0 when v_opens then p_health.openings + 1 else p_health.openings end;
begin
  update private.provider_health
  set failures = v_failures,
      openings = v_openings,
      opened_at = case when v_opens then p_now end,
      open_until = case when v_opens then p_now + private.opening_pause(p_kind, v_openings) end,
      code = case when v_opens then p_code end
  where subject = p_health.subject;
  return v_opens;
end
$$;

-- [{subject, code, seconds}]: providers and models that are out now.
create function private.list_outages() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'subject', subject, 'code', code, 'seconds', private.seconds_until(open_until, now.instant)) order by subject), '[]')
  from private.provider_health, (select clock_timestamp() as instant) now
  where open_until > now.instant
$$;

-- retried: what is out for one of these reasons is tried again by the next call.
create function private.retry_outages(p_codes text[]) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.provider_health set open_until = clock_timestamp()
  where code = any(p_codes) and open_until > clock_timestamp();
  return jsonb_build_object('outcome', 'retried');
end
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function
  private.enter_provider, private.renew_provider_slot, private.leave_provider, private.list_outages,
  private.retry_outages
  to service_role;
