-- What rate-limiter-flexible counts with: one row per key and window, shared by all app processes. Not logged: a crash
-- empties it, which only forgives.
create unlogged table private.rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  -- Milliseconds since the epoch, by the clock of the process that opened the window.
  expire bigint
) with (fillfactor = 70);
create index rate_limits_expire on private.rate_limits (expire);
alter table private.rate_limits enable row level security;
revoke all on private.rate_limits from public, anon, authenticated, service_role;

-- Forgets windows that ended. Returns how many. Bounded; the worker calls it again and again.
create function private.sweep_rate_limits(p_now bigint, p_limit int default 10000) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  with ended as (
    select key from private.rate_limits where expire < p_now limit p_limit for update skip locked
  ), gone as (
    delete from private.rate_limits l using ended e where l.key = e.key returning 1
  )
  select jsonb_build_object('outcome', 'swept', 'removed', count(*)) from gone
$$;
revoke execute on function private.sweep_rate_limits from public, anon, authenticated;
grant execute on function private.sweep_rate_limits to service_role;
