-- What the operator's pages show of providers, of the ledger's soundness and of the book, and who is an operator.

alter table private.admin_actions drop constraint admin_actions_action_check;
alter table private.admin_actions add constraint admin_actions_action_check check (action in (
  'adjust', 'block', 'unblock', 'unfreeze', 'release_hold', 'set_setting', 'switch_provider', 'ask_refund',
  'retry_provider', 'grant_admin', 'revoke_admin'));

-- retried | unchanged. Whatever of a provider is out of order is tried again by the next call.
create function private.retry_provider(p_provider text, p_actor text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_subjects jsonb;
begin
  with retried as (
    update private.provider_health set open_until = clock_timestamp()
    where split_part(subject, '/', 1) = p_provider and open_until > clock_timestamp()
    returning subject, code
  )
  select jsonb_object_agg(subject, code) into v_subjects from retried;
  if v_subjects is null then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  perform private.note_action(
    p_actor, 'retry_provider', null, p_provider, p_reason, jsonb_build_object('outages', v_subjects));
  return jsonb_build_object('outcome', 'retried');
end
$$;

-- {barred, outages: [{subject, code, seconds}], running: [{provider, running, waiting}],
--  spend: [{provider, today, month}] in micro-USD, earned: [{provider, edits, tokens}] of 30 days,
--  calls: [{provider, calls, failures, last_error_code, last_error_at}] of 24 hours}. p_blamed: what counts as a failure.
create function private.providers_at_a_glance(p_blamed text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with earned as (
    select f.* from private.daily_provider_figures f
    where f.day > private.today() - 30 and f.day < private.today()
    union all select f.* from private.provider_figures_of(private.today()) f
  ), calls as (
    select split_part(a.model, '/', 1) as provider, a.outcome, a.error_code, a.started_at
    from private.edit_attempts a
    -- now() and not the clock, by which no index can be searched.
    where a.started_at > now() - interval '24 hours' and a.outcome in ('succeeded', 'failed')
  )
  select jsonb_build_object(
    'barred', (select coalesce(jsonb_agg(to_jsonb(b)), '[]'::jsonb) from private.barred_providers() b),
    'outages', private.list_outages(),
    'running', (
      select coalesce(jsonb_agg(to_jsonb(s)), '[]'::jsonb) from (
        select provider,
          count(*) filter (where granted_at is not null) as running,
          count(*) filter (where granted_at is null) as waiting
        from private.provider_slots
        where released_at is null and expires_at > clock_timestamp()
        group by provider
      ) s),
    'spend', (
      select coalesce(jsonb_agg(to_jsonb(s)), '[]'::jsonb) from (
        select provider, coalesce(sum(micro_usd) filter (where day = private.today()), 0) as today, sum(micro_usd) as month
        from private.provider_spend where day > private.today() - 30
        group by provider
      ) s),
    'earned', (
      select coalesce(jsonb_agg(to_jsonb(e)), '[]'::jsonb) from (
        select provider, sum(edits) as edits, sum(tokens) as tokens from earned group by provider
      ) e),
    'calls', (
      select coalesce(jsonb_agg(to_jsonb(c)), '[]'::jsonb) from (
        select provider, count(*) as calls,
          count(*) filter (where outcome = 'failed' and error_code = any(p_blamed)) as failures,
          (array_agg(error_code order by started_at desc) filter (where outcome = 'failed'))[1] as last_error_code,
          max(started_at) filter (where outcome = 'failed') as last_error_at
        from calls group by provider
      ) c))
$$;

-- As before, but by now(), so that only the days asked for are read.
--
-- [{model, attempts, successes, median_millis (of successes; null without any)}] of models with at least p_least
-- attempts. p_blamed: error codes that count against a model; a description it refused, say, counts not at all.
create or replace function private.model_statistics(p_days int, p_least int, p_blamed text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(m) order by m.model), '[]'::jsonb)
  from (
    select a.model,
      count(*) as attempts,
      count(*) filter (where a.outcome = 'succeeded') as successes,
      round(percentile_cont(0.5) within group (order by a.duration_millis)
        filter (where a.outcome = 'succeeded'))::int as median_millis
    from private.edit_attempts a
    where a.started_at > now() - make_interval(days => p_days)
      and (a.outcome = 'succeeded' or a.outcome = 'failed' and a.error_code = any(p_blamed))
    group by a.model
    having count(*) >= p_least
  ) m
$$;

-- What the audits of the ledger have found.
create table private.ledger_audits (
  id bigint primary key generated always as identity,
  -- 'admin:<id>', or 'system' for the nightly one.
  actor text not null check (actor <> ''),
  millis int not null,
  -- As audit_report() tells them: the first thousand.
  broken jsonb not null check (jsonb_typeof(broken) = 'array'),
  created_at timestamptz not null default clock_timestamp()
);
alter table private.ledger_audits enable row level security;
revoke all on private.ledger_audits from public, anon, authenticated, service_role;
revoke all on sequence private.ledger_audits_id_seq from public, anon, authenticated, service_role;

-- Audits the ledger and keeps what was found, for 90 days. Returns the row.
create function private.run_audit(p_actor text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_began timestamptz := clock_timestamp();
  v_broken jsonb := private.audit_report();
  v_audit private.ledger_audits;
begin
  delete from private.ledger_audits where created_at < v_began - interval '90 days';
  insert into private.ledger_audits (actor, millis, broken)
  values (p_actor, private.millis_between(v_began, clock_timestamp()), v_broken)
  returning * into v_audit;
  return to_jsonb(v_audit);
end
$$;

-- {latest: the row, or null, earlier: [{actor, created_at, count}] newest first}
create function private.list_audits(p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'latest', (select to_jsonb(a) from private.ledger_audits a order by a.id desc limit 1),
    'earlier', (
      select coalesce(jsonb_agg(to_jsonb(e)), '[]'::jsonb) from (
        select id, actor, created_at, jsonb_array_length(broken) as count
        from private.ledger_audits order by id desc offset 1 limit p_limit
      ) e))
$$;

-- As list_admin_actions, with the addresses of who did it and whom it was done to, while they have an account.
create function private.read_action_book(p_user uuid, p_before_id bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(
    a.action || jsonb_build_object(
      'actor_email', (
        select u.email from auth.users u
        where u.id = case when a.action ->> 'actor' ~ '^admin:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
          then substr(a.action ->> 'actor', 7)::uuid end),
      'user_email', (select u.email from auth.users u where u.id = (a.action ->> 'user_id')::uuid))
    order by a.place), '[]'::jsonb)
  from jsonb_array_elements(private.list_admin_actions(p_user, p_before_id, p_limit)) with ordinality a (action, place)
$$;

-- granted | revoked | unchanged | no_account, each with admins: the addresses of all who are. For a command on the server
-- only, which is why no role is allowed to call it.
create function private.set_admin(p_email text, p_is_admin boolean) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid;
  v_outcome text := 'unchanged';
begin
  select id into v_user from auth.users where lower(email) = lower(p_email) order by created_at limit 1;
  if not found then
    v_outcome := 'no_account';
  elsif p_is_admin then
    insert into private.user_roles as r (user_id, role) values (v_user, 'admin')
    on conflict (user_id) do update set role = 'admin' where r.role <> 'admin';
    if found then
      v_outcome := 'granted';
    end if;
  else
    delete from private.user_roles where user_id = v_user and role = 'admin';
    if found then
      v_outcome := 'revoked';
    end if;
  end if;
  if v_outcome in ('granted', 'revoked') then
    perform private.note_action(
      'system', case v_outcome when 'granted' then 'grant_admin' else 'revoke_admin' end, v_user, null,
      'By a command on the server');
  end if;
  return jsonb_build_object('outcome', v_outcome, 'admins', (
    select coalesce(jsonb_agg(u.email order by u.email), '[]'::jsonb)
    from private.user_roles r join auth.users u on u.id = r.user_id where r.role = 'admin'));
end
$$;

revoke execute on function
  private.retry_provider, private.providers_at_a_glance, private.run_audit, private.list_audits,
  private.read_action_book, private.set_admin
  from public, anon, authenticated;
grant execute on function
  private.retry_provider, private.providers_at_a_glance, private.run_audit, private.list_audits,
  private.read_action_book
  to service_role;
