-- What the operator's overview reads: figures by day (UTC), rolled up by the worker, so that it is as quick with a million
-- edits as with ten. Only today is counted when it is asked for, over a range of an index.

-- How each edit ended. No foreign keys: figures must not shrink when somebody deletes a photo or leaves.
create table private.edit_ends (
  edit_id uuid primary key,
  user_id uuid not null,
  ended_at timestamptz not null,
  status text not null check (status in ('succeeded', 'failed', 'cancelled')),
  model text not null,
  tokens bigint not null check (tokens >= 0),
  -- From asked to started, and from there to its end; null where it never started.
  wait_millis bigint,
  run_millis bigint
);
create index edit_ends_by_time on private.edit_ends (ended_at);

create function private.note_edit_end() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.edit_ends (edit_id, user_id, ended_at, status, model, tokens, wait_millis, run_millis)
  values (
    new.id, new.user_id, new.finished_at, new.status, new.model, new.tokens_charged,
    private.millis_between(new.created_at, new.started_at), private.millis_between(new.started_at, new.finished_at))
  on conflict do nothing;
  return null;
end
$$;
create trigger edits_note_end
  after update on public.edits
  for each row when (old.finished_at is null and new.finished_at is not null)
  execute function private.note_edit_end();

-- Null where one of them is.
create function private.millis_between(p_from timestamptz, p_to timestamptz) returns bigint
language sql immutable strict security definer set search_path = ''
as $$ select greatest(round(extract(epoch from p_to - p_from) * 1000), 0)::bigint $$;

insert into private.edit_ends (edit_id, user_id, ended_at, status, model, tokens, wait_millis, run_millis)
select id, user_id, finished_at, status, model, tokens_charged,
  private.millis_between(created_at, started_at), private.millis_between(started_at, finished_at)
from public.edits
where finished_at is not null
order by finished_at;

create index purchases_by_payment on private.purchases (paid_at) where paid_at is not null;

create table private.daily_figures (
  day date primary key,
  succeeded int not null,
  failed int not null,
  cancelled int not null,
  tokens_spent bigint not null,
  -- With an edit that ended that day.
  active_accounts int not null,
  new_accounts int not null
);
create table private.daily_provider_figures (
  day date not null,
  provider text not null,
  -- That succeeded, and what they were charged.
  edits int not null,
  tokens bigint not null,
  primary key (day, provider)
);
create table private.daily_latencies (
  day date not null,
  -- run: of edits that succeeded; wait: of all that started.
  kind text not null check (kind in ('run', 'wait')),
  -- See latency_bucket().
  bucket smallint not null,
  edits int not null,
  primary key (day, kind, bucket)
);
-- Of purchases paid that day; what was returned of them later is counted here as well.
create table private.daily_sales (
  day date not null,
  currency text not null,
  is_live boolean not null,
  purchases int not null,
  tokens bigint not null,
  charged_minor bigint not null,
  returned_minor bigint not null,
  primary key (day, currency, is_live)
);
-- How things stood when it was last looked at, that day.
create table private.standing_figures (
  day date primary key,
  -- Of all accounts together: what is owed to people.
  available bigint not null,
  held bigint not null,
  -- Accounts with an edit within so many days.
  active_7 int not null,
  active_30 int not null,
  active_90 int not null,
  taken_at timestamptz not null
);
-- Days whose sales have changed since they were rolled up.
create table private.stale_days (
  day date primary key
);

alter table private.edit_ends enable row level security;
alter table private.daily_figures enable row level security;
alter table private.daily_provider_figures enable row level security;
alter table private.daily_latencies enable row level security;
alter table private.daily_sales enable row level security;
alter table private.standing_figures enable row level security;
alter table private.stale_days enable row level security;
revoke all on private.edit_ends, private.daily_figures, private.daily_provider_figures, private.daily_latencies,
  private.daily_sales, private.standing_figures, private.stale_days
  from public, anon, authenticated, service_role;

create function private.note_stale_sales() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- An update where it is there already: whoever takes the row away waits for this transaction, and then sees what it did.
  insert into private.stale_days (day) values ((new.paid_at at time zone 'utc')::date)
  on conflict (day) do update set day = excluded.day;
  return null;
end
$$;
create trigger purchases_note_stale_sales
  after update on private.purchases
  for each row when (
    old.paid_at is not null
    and (old.status, old.tokens_taken_back, old.refunded_minor, old.refund_failed_minor)
      is distinct from (new.status, new.tokens_taken_back, new.refunded_minor, new.refund_failed_minor))
  execute function private.note_stale_sales();

create function private.day_start(p_day date) returns timestamptz
language sql immutable security definer set search_path = ''
as $$ select p_day::timestamp at time zone 'utc' $$;

-- Times are counted in steps of 10 %, so that those of many days can be put together. A step's time is its longest.
create function private.latency_bucket(p_millis bigint) returns int
language sql immutable security definer set search_path = ''
as $$ select ceil(ln(greatest(p_millis, 1)::double precision) / ln(1.1::double precision))::int $$;

create function private.bucket_millis(p_bucket int) returns bigint
language sql immutable security definer set search_path = ''
as $$ select round(power(1.1::double precision, p_bucket))::bigint $$;

-- What a day's row of each table is to be, counted from what happened.
create function private.figures_of(p_day date) returns setof private.daily_figures
language sql stable security definer set search_path = ''
as $$
  select p_day,
    count(*) filter (where e.status = 'succeeded')::int,
    count(*) filter (where e.status = 'failed')::int,
    count(*) filter (where e.status = 'cancelled')::int,
    coalesce(sum(e.tokens), 0)::bigint,
    count(distinct e.user_id)::int,
    (select count(*)::int from private.token_accounts a
     where a.created_at >= private.day_start(p_day) and a.created_at < private.day_start(p_day + 1))
  from private.edit_ends e
  where e.ended_at >= private.day_start(p_day) and e.ended_at < private.day_start(p_day + 1)
$$;

create function private.provider_figures_of(p_day date) returns setof private.daily_provider_figures
language sql stable security definer set search_path = ''
as $$
  select p_day, split_part(e.model, '/', 1), count(*)::int, sum(e.tokens)::bigint
  from private.edit_ends e
  where e.ended_at >= private.day_start(p_day) and e.ended_at < private.day_start(p_day + 1) and e.status = 'succeeded'
  group by 2
$$;

create function private.latencies_of(p_day date) returns setof private.daily_latencies
language sql stable security definer set search_path = ''
as $$
  select p_day, t.kind, private.latency_bucket(t.millis)::smallint, count(*)::int
  from private.edit_ends e
  cross join lateral (values
    ('run', case when e.status = 'succeeded' then e.run_millis end), ('wait', e.wait_millis)) t (kind, millis)
  where e.ended_at >= private.day_start(p_day) and e.ended_at < private.day_start(p_day + 1) and t.millis is not null
  group by 2, 3
$$;

create function private.sales_of(p_day date) returns setof private.daily_sales
language sql stable security definer set search_path = ''
as $$
  select p_day, p.charged_currency, p.is_live, count(*)::int, sum(p.tokens - p.tokens_taken_back)::bigint,
    sum(p.charged_minor)::bigint,
    sum(least(p.charged_minor, greatest(p.refunded_minor - p.refund_failed_minor, 0) + (
      select coalesce(sum(d.amount_minor), 0) from private.disputes d
      where d.purchase_id = p.id and d.state = 'lost')))::bigint
  from private.purchases p
  where p.paid_at >= private.day_start(p_day) and p.paid_at < private.day_start(p_day + 1)
  group by 2, 3
$$;

-- Counts a day anew. Any number of times.
create function private.refresh_day(p_day date) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from private.stale_days where day = p_day;
  delete from private.daily_figures where day = p_day;
  delete from private.daily_provider_figures where day = p_day;
  delete from private.daily_latencies where day = p_day;
  delete from private.daily_sales where day = p_day;
  insert into private.daily_figures select * from private.figures_of(p_day);
  insert into private.daily_provider_figures select * from private.provider_figures_of(p_day);
  insert into private.daily_latencies select * from private.latencies_of(p_day);
  insert into private.daily_sales select * from private.sales_of(p_day);
end
$$;

-- refreshed (is_done) | busy (somebody else does it). Yesterday, today, all days between the last one that was counted and
-- now, and those whose sales have changed; at most p_limit at a time: call again until it is done.
create function private.refresh_figures(p_limit int default 31) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_today date := private.today();
  v_first date;
  v_day date;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('repaint:figures', 0)) then
    return jsonb_build_object('outcome', 'busy');
  end if;
  select least(v_today - 1, coalesce(
    (select max(f.day) from private.daily_figures f),
    (least(
      (select min(e.ended_at) from private.edit_ends e),
      (select min(a.created_at) from private.token_accounts a),
      (select min(p.paid_at) from private.purchases p)) at time zone 'utc')::date))
  into v_first;
  for v_day in select s.day from private.stale_days s where s.day < v_first order by 1 limit p_limit loop
    perform private.refresh_day(v_day);
  end loop;
  for v_day in select v_first + n from generate_series(0, least(v_today - v_first, p_limit)) n loop
    perform private.refresh_day(v_day);
  end loop;
  if v_today - v_first > p_limit or exists (select from private.stale_days s where s.day < v_first) then
    return jsonb_build_object('outcome', 'refreshed', 'is_done', false);
  end if;

  delete from private.standing_figures where day = v_today;
  insert into private.standing_figures (day, available, held, active_7, active_30, active_90, taken_at)
  select v_today, a.available, a.held, u.active_7, u.active_30, u.active_90, clock_timestamp()
  from (
    select coalesce(sum(greatest(available, 0)), 0) as available, coalesce(sum(held), 0) as held from private.token_accounts
  ) a, (
    select
      count(*) filter (where l.last_at >= private.day_start(v_today - 6)) as active_7,
      count(*) filter (where l.last_at >= private.day_start(v_today - 29)) as active_30,
      count(*) as active_90
    from (
      select max(e.ended_at) as last_at from private.edit_ends e
      where e.ended_at >= private.day_start(v_today - 89) group by e.user_id
    ) l
  ) u;
  return jsonb_build_object('outcome', 'refreshed', 'is_done', true);
end
$$;

-- {daily: [{day, succeeded, failed, cancelled, tokens_spent, active_accounts, new_accounts, cost_micro_usd, …times}],
--  times: of all days together, providers: [{provider, edits, tokens, cost_micro_usd}],
--  sales: [{day, currency, purchases, tokens, charged_minor, returned_minor}], standing: the latest, or null}
-- of the last p_days days, today included; times are {run_p50, run_p95, wait_p95} in milliseconds, null where nothing ran.
create function private.overview(p_days int, p_is_live boolean) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_today date := private.today();
  v_first date := v_today - p_days + 1;
  v_answer jsonb;
begin
  with figures as (
    select f.* from private.daily_figures f where f.day >= v_first and f.day < v_today
    union all select f.* from private.figures_of(v_today) f
  ), providers as (
    select f.* from private.daily_provider_figures f where f.day >= v_first and f.day < v_today
    union all select f.* from private.provider_figures_of(v_today) f
  ), sales as (
    select s.* from private.daily_sales s where s.day >= v_first and s.day < v_today
    union all select s.* from private.sales_of(v_today) s
  ), latencies as (
    select l.* from private.daily_latencies l where l.day >= v_first and l.day < v_today
    union all select l.* from private.latencies_of(v_today) l
  ), spend as (
    select s.* from private.provider_spend s where s.day >= v_first
  ), counted as (
    -- Day null: all of them together.
    select l.day, l.kind, l.bucket, sum(l.edits) as edits
    from latencies l group by grouping sets ((l.day, l.kind, l.bucket), (l.kind, l.bucket))
  ), ranked as (
    select c.day, c.kind, c.bucket,
      sum(c.edits) over (partition by c.day, c.kind order by c.bucket) as up_to,
      sum(c.edits) over (partition by c.day, c.kind) as of_all
    from counted c
  ), times as (
    select r.day,
      private.bucket_millis(min(r.bucket) filter (where r.kind = 'run' and r.up_to >= 0.5 * r.of_all)) as run_p50,
      private.bucket_millis(min(r.bucket) filter (where r.kind = 'run' and r.up_to >= 0.95 * r.of_all)) as run_p95,
      private.bucket_millis(min(r.bucket) filter (where r.kind = 'wait' and r.up_to >= 0.95 * r.of_all)) as wait_p95
    from ranked r group by r.day
  ), daily as (
    select v_first + n as day, f.succeeded, f.failed, f.cancelled, f.tokens_spent, f.active_accounts, f.new_accounts,
      (select sum(s.micro_usd) from spend s where s.day = v_first + n) as cost_micro_usd, t.run_p50, t.run_p95, t.wait_p95
    from generate_series(0, p_days - 1) n
    left join figures f on f.day = v_first + n
    left join times t on t.day = v_first + n
  ), by_provider as (
    select provider, sum(edits) as edits, sum(tokens) as tokens, sum(micro_usd) as cost_micro_usd
    from (
      select p.provider, p.edits, p.tokens, 0 as micro_usd from providers p
      union all select s.provider, 0, 0, s.micro_usd from spend s
    ) both_of
    group by provider
  )
  select jsonb_build_object(
    'daily', (select jsonb_agg(to_jsonb(d) order by d.day) from daily d),
    'times', (select to_jsonb(t) - 'day' from times t where t.day is null),
    'providers', (select coalesce(jsonb_agg(to_jsonb(p) order by p.tokens desc, p.provider), '[]'::jsonb) from by_provider p),
    'sales', (
      select coalesce(jsonb_agg(to_jsonb(s) - 'is_live' order by s.day, s.currency), '[]'::jsonb)
      from sales s where s.is_live = p_is_live),
    'standing', (select to_jsonb(s) from private.standing_figures s order by s.day desc limit 1))
  into v_answer;
  return v_answer;
end
$$;

revoke execute on function
  private.note_edit_end, private.millis_between, private.note_stale_sales, private.day_start, private.latency_bucket,
  private.bucket_millis, private.figures_of, private.provider_figures_of, private.latencies_of, private.sales_of,
  private.refresh_day, private.refresh_figures, private.overview
  from public, anon, authenticated;
grant execute on function private.refresh_figures, private.overview to service_role;
