-- The job queue as whoever runs the server sees it: how much waits, runs and has failed, who works, and once more from
-- the beginning for what has failed.

-- What administrators can do grows with the pages they have; note_action() is the only one to write it.
alter table private.admin_actions drop constraint admin_actions_action_check;
alter table private.admin_actions add constraint admin_actions_action_check check (action ~ '^[a-z][a-z_]{0,39}$');

-- Workers, each telling every few seconds that it lives. Not logged: a crash ends them too.
create unlogged table private.workers_seen (
  id uuid primary key,
  host text not null,
  process_id int not null,
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp()
);
alter table private.workers_seen enable row level security;
revoke all on private.workers_seen from public, anon, authenticated, service_role;

-- noted. Forgets those of yesterday.
create function private.note_worker(p_id uuid, p_host text, p_process int) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.workers_seen (id, host, process_id) values (p_id, p_host, p_process)
  on conflict (id) do update set seen_at = clock_timestamp();
  delete from private.workers_seen where seen_at < clock_timestamp() - interval '1 day';
  return jsonb_build_object('outcome', 'noted');
end
$$;

-- running | failed (for good: nobody tries it again) | retrying (waits for its next try) | scheduled (for later) | waiting
create function private.job_state(p_job graphile_worker.jobs) returns text
language sql stable security definer set search_path = ''
as $$
  select case
    when p_job.locked_at is not null then 'running'
    when p_job.attempts >= p_job.max_attempts then 'failed'
    when p_job.attempts > 0 then 'retrying'
    when p_job.run_at > clock_timestamp() then 'scheduled'
    else 'waiting'
  end
$$;

-- {tasks: [{task, waiting, scheduled, running, retrying, failed}], oldest_waiting_seconds: of what could run now, or null,
-- workers: [{id, host, process_id, started_at, seen_at, jobs: how many it runs}] of the last day, the latest first}
create function private.job_overview() returns jsonb
language sql stable security definer set search_path = ''
as $$
  with jobs as materialized (
    select j.task_identifier as task, j.run_at, private.job_state(j) as state from graphile_worker.jobs j
  )
  select jsonb_build_object(
    'tasks', (
      select coalesce(jsonb_agg(to_jsonb(t) order by t.task), '[]'::jsonb)
      from (
        select task,
          count(*) filter (where state = 'waiting') as waiting,
          count(*) filter (where state = 'scheduled') as scheduled,
          count(*) filter (where state = 'running') as running,
          count(*) filter (where state = 'retrying') as retrying,
          count(*) filter (where state = 'failed') as failed
        from jobs group by task
      ) t),
    'oldest_waiting_seconds', (
      select floor(extract(epoch from clock_timestamp() - min(run_at)))::bigint
      from jobs where state in ('waiting', 'retrying') and run_at <= clock_timestamp()),
    'workers', (
      select coalesce(jsonb_agg(to_jsonb(w) order by w.seen_at desc, w.id), '[]'::jsonb) from private.workers_seen w))
$$;

-- Of one state, newest first. Pass the last id seen to go on, null to begin. What a job is about is in its key.
create function private.list_jobs(p_state text, p_before bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(x) order by x.id desc), '[]'::jsonb)
  from (
    select j.id, j.task_identifier as task, j.key, j.attempts, j.max_attempts, left(j.last_error, 500) as last_error,
      j.run_at, j.created_at, j.locked_at, private.job_state(j) as state
    from graphile_worker.jobs j
    where j.id < coalesce(p_before, 9223372036854775807) and private.job_state(j) = p_state
    order by j.id desc
    limit p_limit
  ) x
$$;

-- retried | running | not_found. From its first try on, now.
create function private.retry_job(p_job bigint, p_actor text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_job graphile_worker.jobs;
begin
  select * into v_job from graphile_worker.jobs where id = p_job;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  elsif v_job.locked_at is not null then
    return jsonb_build_object('outcome', 'running');
  end if;
  -- A worker may take it between the look and this.
  perform from graphile_worker.reschedule_jobs(array[p_job], run_at => clock_timestamp(), attempts => 0);
  if not found then
    return jsonb_build_object('outcome', 'running');
  end if;
  perform private.note_action(
    p_actor, 'retry_job', null, p_job::text, p_reason,
    jsonb_build_object('task', v_job.task_identifier, 'key', v_job.key, 'attempts', v_job.attempts));
  return jsonb_build_object('outcome', 'retried');
end
$$;

revoke execute on function
  private.note_worker, private.job_state, private.job_overview, private.list_jobs, private.retry_job
  from public, anon, authenticated;
grant execute on function private.note_worker, private.job_overview, private.list_jobs, private.retry_job
  to service_role;
