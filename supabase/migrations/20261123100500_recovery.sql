-- What makes an edit end when the process that ran it is gone.

-- Puts a running edit, locked by the caller, back into the queue, or ends it where a second call could be billed twice.
-- requeued | cancelled | interrupted
--   latest attempt has a provider's job id   → requeued, to be polled
--   latest attempt repeatable, or none yet   → requeued
--   otherwise, or after the third run        → failed as interrupted, nothing charged
-- A run that was given back in good order (not p_crashed) does not count.
create function private.recover_edit(p_edit public.edits, p_crashed boolean) returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_attempt private.edit_attempts;
begin
  if p_edit.cancel_requested_at is not null then
    perform private.end_edit_unpaid(p_edit.id, 'cancelled', null, 'Edit cancelled', 'user:' || p_edit.user_id);
    return 'cancelled';
  end if;
  select * into v_attempt from private.edit_attempts where edit_id = p_edit.id order by ordinal desc limit 1;
  if (p_crashed and p_edit.runs >= 3)
    or (v_attempt.id is not null and v_attempt.provider_job_id is null and not v_attempt.repeatable)
  then
    perform private.end_edit_unpaid(p_edit.id, 'failed', 'interrupted', 'Edit interrupted', 'system');
    return 'interrupted';
  end if;
  update public.edits
  set status = 'queued',
      stage = 'queued',
      worker = null,
      heartbeat_at = null,
      runs = case when p_crashed then runs else runs - 1 end
  where id = p_edit.id;
  perform private.enqueue_edit(p_edit.id);
  perform pg_notify('edit_changed', p_edit.id::text);
  return 'requeued';
end
$$;

-- requeued | cancelled | interrupted | not_running: a worker that must stop gives its edit back at once.
create function private.hand_back_edit(p_edit uuid, p_worker text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
begin
  select * into v_edit from public.edits
  where id = p_edit and status = 'running' and worker = p_worker
  for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_running');
  end if;
  return jsonb_build_object('outcome', private.recover_edit(v_edit, false));
end
$$;

-- Ends every edit whose hold ran out. Returns their ids. A hold without its edit cannot be open; see audit_ledger().
create function private.expire_holds() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id uuid;
  v_expired uuid[] := '{}';
begin
  for v_id in
    select h.edit_id from private.token_holds h
    where h.state = 'open' and h.expires_at < clock_timestamp()
    order by h.expires_at
    limit 100
  loop
    -- A row that someone is busy with is alive: its hold is about to be renewed or settled.
    perform from public.edits where id = v_id and status in ('queued', 'running') for no key update skip locked;
    continue when not found;
    perform from private.token_holds where edit_id = v_id and state = 'open' and expires_at < clock_timestamp();
    continue when not found;
    perform private.end_edit(v_id, 'failed', 'expired', 'expired', 0, 'Edit expired', 'system');
    perform pg_notify('edit_cancel', v_id::text);
    v_expired := v_expired || v_id;
  end loop;
  return jsonb_build_object('outcome', 'swept', 'expired', to_jsonb(v_expired));
end
$$;

-- swept (requeued, interrupted, cancelled, expired, reenqueued: ids) | busy (another worker sweeps).
-- Any number of workers may call it as often as they like.
create function private.sweep_edits(p_stale_seconds int default 20) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_stale_before timestamptz := clock_timestamp() - make_interval(secs => p_stale_seconds);
  v_edit public.edits;
  v_done jsonb := '{"outcome": "swept", "requeued": [], "interrupted": [], "cancelled": [], "reenqueued": []}';
  v_what text;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('repaint:sweep_edits', 0)) then
    return jsonb_build_object('outcome', 'busy');
  end if;

  for v_edit in
    select * from public.edits
    where status = 'running' and heartbeat_at < v_stale_before
    order by heartbeat_at
    limit 100
    for no key update skip locked
  loop
    v_what := private.recover_edit(v_edit, true);
    v_done := jsonb_insert(v_done, array[v_what, '-1'], to_jsonb(v_edit.id), true);
  end loop;

  -- A queued edit whose job is dead or gone: its worker died between taking the job and starting the edit.
  for v_edit in
    select * from public.edits e
    where e.status = 'queued' and e.created_at < v_stale_before
      and not exists (
        select from graphile_worker.jobs j
        where j.key = 'edit:' || e.id
          and case when j.locked_at is null then j.attempts < j.max_attempts else j.locked_at > v_stale_before end
      )
    order by e.created_at
    limit 100
    for no key update skip locked
  loop
    perform private.enqueue_edit(v_edit.id);
    v_done := jsonb_insert(v_done, '{reenqueued, -1}', to_jsonb(v_edit.id), true);
  end loop;

  return v_done || (private.expire_holds() - 'outcome');
end
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function private.hand_back_edit, private.expire_holds, private.sweep_edits to service_role;
