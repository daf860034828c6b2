-- How often limits turned somebody away, by hour, and whom most.

create table private.rate_limit_hits (
  hour timestamptz not null,
  -- The class of routes and what was counted, such as edit-account.
  policy text not null,
  hits bigint not null,
  primary key (hour, policy)
);

-- Apart, because addresses are people's: these are forgotten sooner.
create table private.rate_limit_offenders (
  hour timestamptz not null,
  policy text not null,
  -- The id of the account or of the API key, or the address.
  key text not null,
  hits bigint not null,
  last_at timestamptz not null,
  primary key (hour, policy, key)
);
alter table private.rate_limit_hits enable row level security;
alter table private.rate_limit_offenders enable row level security;
revoke all on private.rate_limit_hits, private.rate_limit_offenders from public, anon, authenticated, service_role;

-- counted. p_hits: [{policy, key, hits}], of this hour; key null where there were too many to tell them apart.
create function private.count_limit_hits(p_hits jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_now timestamptz := clock_timestamp();
begin
  -- In one order, whoever counts: then nobody waits for one another in a circle.
  insert into private.rate_limit_hits as h (hour, policy, hits)
  select date_trunc('hour', v_now), x.policy, sum(x.hits)
  from jsonb_to_recordset(p_hits) as x (policy text, hits bigint)
  group by x.policy order by x.policy
  on conflict (hour, policy) do update set hits = h.hits + excluded.hits;
  insert into private.rate_limit_offenders as o (hour, policy, key, hits, last_at)
  select date_trunc('hour', v_now), x.policy, x.key, sum(x.hits), v_now
  from jsonb_to_recordset(p_hits) as x (policy text, key text, hits bigint)
  where x.key is not null
  group by x.policy, x.key order by x.policy, x.key
  on conflict (hour, policy, key) do update set hits = o.hits + excluded.hits, last_at = excluded.last_at;
  return jsonb_build_object('outcome', 'counted');
end
$$;

-- {policies: [{policy, day, month}] hits of the last 24 hours and 30 days, hours: [{hour, policy, hits}] of the last 48
-- hours, newest first, top: [{policy, key, email, hits, last_at}] of the last 24 hours, most first}
create function private.limit_hits() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'policies', (
      select coalesce(jsonb_agg(to_jsonb(p) order by p.policy), '[]'::jsonb)
      from (
        select policy, sum(hits) as month,
          coalesce(sum(hits) filter (where hour > clock_timestamp() - interval '24 hours'), 0) as day
        from private.rate_limit_hits where hour > clock_timestamp() - interval '30 days' group by policy
      ) p),
    'hours', (
      select coalesce(jsonb_agg(to_jsonb(h) order by h.hour desc, h.policy), '[]'::jsonb)
      from private.rate_limit_hits h where h.hour > clock_timestamp() - interval '48 hours'),
    'top', (
      select coalesce(jsonb_agg(to_jsonb(t) order by t.hits desc, t.key, t.policy), '[]'::jsonb)
      from (
        select o.policy, o.key, o.hits, o.last_at,
          (select d.email from private.account_addresses d
           where d.user_id = case when o.policy like '%-account' then o.key::uuid end) as email
        from (
          select policy, key, sum(hits) as hits, max(last_at) as last_at
          from private.rate_limit_offenders
          where hour > clock_timestamp() - interval '24 hours'
          group by policy, key
          order by 3 desc, key, policy
          limit 25
        ) o
      ) t))
$$;

-- forgotten. Counts after 30 days, whom they were about after 7.
create function private.forget_limit_hits() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from private.rate_limit_hits where hour < clock_timestamp() - interval '30 days';
  delete from private.rate_limit_offenders where hour < clock_timestamp() - interval '7 days';
  return jsonb_build_object('outcome', 'forgotten');
end
$$;

revoke execute on function private.count_limit_hits, private.limit_hits, private.forget_limit_hits
  from public, anon, authenticated;
grant execute on function private.count_limit_hits, private.limit_hits, private.forget_limit_hits to service_role;
