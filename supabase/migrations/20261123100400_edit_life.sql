-- The life of an edit: queued → running → succeeded | failed | cancelled.
--
-- Each step is one call and one transaction. A worker shows the token it started the edit with; once the edit was given
-- to another run the token no longer fits and every call answers 'lost'. Every end settles the hold in the same transaction.
-- All steps may be repeated: a caller that did not hear the answer asks again and gets the same one.

-- Puts the job of a queued edit into the queue; replaces one that is there.
create function private.enqueue_edit(p_edit uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform graphile_worker.add_job(
    'run_edit', json_build_object('editId', p_edit), job_key => 'edit:' || p_edit, max_attempts => 3);
end
$$;

-- Ends an edit whose row the caller has locked, settles its hold and tells those who watch.
-- One update for everything: a second one of the same row in one transaction would make Postgres check the foreign key
-- to the image again, and so lock the image after the account.
create function private.end_edit(
  p_edit uuid, p_status text, p_code text, p_hold_state text, p_charge bigint, p_reason text, p_actor text,
  p_result jsonb default null
) returns public.edits
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
  v_settled jsonb;
begin
  select private.settle_hold(h.id, p_hold_state, p_charge, p_reason, p_actor) into v_settled
  from private.token_holds h where h.edit_id = p_edit;
  if v_settled ->> 'outcome' is distinct from 'settled' then
    raise exception 'the hold of edit % cannot be settled as %: %', p_edit, p_hold_state, v_settled;
  end if;
  update public.edits
  set status = p_status,
      stage = 'done',
      progress = case p_status when 'succeeded' then 1 else progress end,
      error_code = p_code,
      tokens_charged = p_charge,
      outside_pixels_changed = (p_result ->> 'outsidePixelsChanged')::bigint,
      warnings = coalesce(nullif(p_result -> 'warnings', 'null'::jsonb), warnings),
      crop_window = coalesce(nullif(p_result -> 'window', 'null'::jsonb), crop_window),
      spread_pixels = coalesce((p_result ->> 'spreadPixels')::int, spread_pixels),
      finished_at = clock_timestamp()
  where id = p_edit
  returning * into v_edit;
  perform pg_notify('edit_changed', p_edit::text);
  return v_edit;
end
$$;

create function private.end_edit_unpaid(p_edit uuid, p_status text, p_code text, p_reason text, p_actor text)
returns public.edits
language sql volatile security definer set search_path = ''
as $$ select private.end_edit(p_edit, p_status, p_code, 'released', 0, p_reason, p_actor) $$;

-- The answer to a repeated request, or null when the key is new. A null key never repeats.
create function private.repeated_request(p_user uuid, p_key text, p_hash text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case
    when r.request_hash = p_hash then jsonb_build_object('outcome', 'exists', 'edit', private.edit_json(e))
    else jsonb_build_object('outcome', 'idempotency_conflict')
  end
  from private.edit_requests r join public.edits e on e.id = r.edit_id
  where r.user_id = p_user and r.idempotency_key = p_key
$$;

-- created (edit) | exists (edit) | insufficient_tokens (available, needed) | idempotency_conflict | image_not_found
-- | parent_not_found | parent_not_ready | too_many_running. Inserts the edit, holds its tokens and enqueues its job.
-- p_edit: {id?, imageId, parentEditId?, operation, model, prompt?, options?, window?, spreadPixels?}
create function private.create_edit(
  p_user uuid, p_edit jsonb, p_tokens bigint, p_idempotency_key text, p_request_hash text, p_max_running int
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id uuid := coalesce((p_edit ->> 'id')::uuid, gen_random_uuid());
  v_image uuid := (p_edit ->> 'imageId')::uuid;
  v_parent uuid := (p_edit ->> 'parentEditId')::uuid;
  v_parent_status text;
  v_edit public.edits;
  v_hold jsonb;
  v_repeated jsonb := private.repeated_request(p_user, p_idempotency_key, p_request_hash);
begin
  if v_repeated is not null then
    return v_repeated;
  end if;

  perform from public.images where id = v_image and user_id = p_user and state = 'ready' for key share;
  if not found then
    return jsonb_build_object('outcome', 'image_not_found');
  end if;
  if v_parent is not null then
    select status into v_parent_status from public.edits
    where id = v_parent and image_id = v_image and user_id = p_user;
    if v_parent_status is null or v_parent_status in ('failed', 'cancelled') then
      return jsonb_build_object('outcome', 'parent_not_found');
    elsif v_parent_status <> 'succeeded' then
      return jsonb_build_object('outcome', 'parent_not_ready');
    end if;
  end if;

  -- From here on one request of this person at a time, so the look at the key and at the running edits holds.
  perform private.lock_account(p_user);
  v_repeated := private.repeated_request(p_user, p_idempotency_key, p_request_hash);
  if v_repeated is not null then
    return v_repeated;
  end if;
  if (select count(*) from public.edits where user_id = p_user and status in ('queued', 'running')) >= p_max_running then
    return jsonb_build_object('outcome', 'too_many_running');
  end if;
  v_hold := private.place_hold(p_user, v_id, p_tokens, initcap(p_edit ->> 'operation'), 'user:' || p_user);
  if v_hold ->> 'outcome' = 'no_account' then
    return jsonb_build_object('outcome', 'insufficient_tokens', 'available', 0, 'needed', p_tokens);
  elsif v_hold ->> 'outcome' <> 'placed' then
    return v_hold - 'hold';
  end if;

  insert into public.edits
    (id, user_id, image_id, parent_edit_id, operation, model, prompt, options, tokens_quoted,
     crop_window, spread_pixels)
  values
    (v_id, p_user, v_image, v_parent, p_edit ->> 'operation', p_edit ->> 'model', coalesce(p_edit ->> 'prompt', ''),
     coalesce(p_edit -> 'options', '{}'::jsonb), p_tokens,
     nullif(p_edit -> 'window', 'null'::jsonb), coalesce((p_edit ->> 'spreadPixels')::int, 0))
  returning * into v_edit;
  if p_idempotency_key is not null then
    insert into private.edit_requests (user_id, idempotency_key, request_hash, edit_id)
    values (p_user, p_idempotency_key, p_request_hash, v_id);
  end if;
  perform private.enqueue_edit(v_id);
  perform pg_notify('edit_changed', v_id::text);
  return jsonb_build_object('outcome', 'created', 'edit', private.edit_json(v_edit));
end
$$;

-- started (edit, image, patches to draw on the original, attempt: the latest one or null) | gone.
-- p_worker must be new for every run: it is what keeps a run that was given up from writing.
create function private.start_edit(p_edit uuid, p_worker text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
begin
  update public.edits
  set status = 'running',
      stage = 'reading',
      worker = p_worker,
      heartbeat_at = clock_timestamp(),
      started_at = coalesce(started_at, clock_timestamp()),
      runs = runs + 1
  where id = p_edit and status = 'queued'
  returning * into v_edit;
  if found then
    perform private.extend_hold(p_edit);
    perform pg_notify('edit_changed', p_edit::text);
  else
    select * into v_edit from public.edits where id = p_edit and status = 'running' and worker = p_worker;
    if not found then
      return jsonb_build_object('outcome', 'gone');
    end if;
  end if;
  return jsonb_build_object(
    'outcome', 'started',
    'edit', private.edit_json(v_edit),
    'image', (select to_jsonb(i) from public.images i where i.id = v_edit.image_id),
    'patches', private.version_patches(v_edit.parent_edit_id),
    'attempt', (
      select to_jsonb(a) from private.edit_attempts a where a.edit_id = p_edit order by a.ordinal desc limit 1
    ));
end
$$;

-- Renews the hold of a living edit, at most once a minute.
create function private.extend_hold(p_edit uuid) returns void
language sql volatile security definer set search_path = ''
as $$
  update private.token_holds
  set expires_at = clock_timestamp() + private.hold_lifetime()
  where edit_id = p_edit and state = 'open'
    and expires_at < clock_timestamp() + private.hold_lifetime() - interval '1 minute'
$$;

-- ok | cancel (stop, then call fail_edit with 'cancelled') | lost (stop and write nothing)
create function private.heartbeat_edit(p_edit uuid, p_worker text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_cancelled boolean;
begin
  update public.edits set heartbeat_at = clock_timestamp()
  where id = p_edit and status = 'running' and worker = p_worker
  returning cancel_requested_at is not null into v_cancelled;
  if not found then
    return jsonb_build_object('outcome', 'lost');
  end if;
  perform private.extend_hold(p_edit);
  return jsonb_build_object('outcome', case when v_cancelled then 'cancel' else 'ok' end);
end
$$;

-- ok | cancel | lost, and counts as a heartbeat. Nulls leave what is there; progress never falls.
create function private.report_progress(
  p_edit uuid, p_worker text, p_stage text, p_progress double precision, p_window jsonb default null, p_spread int default null
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_cancelled boolean;
begin
  update public.edits
  set stage = coalesce(p_stage, stage),
      progress = greatest(progress, least(coalesce(p_progress, 0), 1)),
      crop_window = coalesce(nullif(p_window, 'null'::jsonb), crop_window),
      spread_pixels = coalesce(p_spread, spread_pixels),
      heartbeat_at = clock_timestamp()
  where id = p_edit and status = 'running' and worker = p_worker
  returning cancel_requested_at is not null into v_cancelled;
  if not found then
    return jsonb_build_object('outcome', 'lost');
  end if;
  perform pg_notify('edit_changed', p_edit::text);
  return jsonb_build_object('outcome', case when v_cancelled then 'cancel' else 'ok' end);
end
$$;

-- started (attempt_id) | cancel | lost. Called before a provider is, so that nothing is ever sent unrecorded.
create function private.start_attempt(p_edit uuid, p_worker text, p_model text, p_repeatable boolean) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
  v_attempt uuid;
begin
  select * into v_edit from public.edits
  where id = p_edit and status = 'running' and worker = p_worker
  for no key update;
  if not found then
    return jsonb_build_object('outcome', 'lost');
  elsif v_edit.cancel_requested_at is not null then
    return jsonb_build_object('outcome', 'cancel');
  end if;
  insert into private.edit_attempts (edit_id, ordinal, model, repeatable)
  select p_edit, coalesce(max(a.ordinal), 0) + 1, p_model, p_repeatable
  from private.edit_attempts a where a.edit_id = p_edit
  returning id into v_attempt;
  return jsonb_build_object('outcome', 'started', 'attempt_id', v_attempt);
end
$$;

-- noted | not_found
create function private.note_attempt_job(p_attempt uuid, p_job_id text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.edit_attempts set provider_job_id = p_job_id where id = p_attempt;
  return jsonb_build_object('outcome', case when found then 'noted' else 'not_found' end);
end
$$;

-- finished | not_open. p_outcome: succeeded | failed | cancelled.
create function private.finish_attempt(
  p_attempt uuid, p_outcome text, p_error_code text, p_request_id text, p_cost_micro_usd bigint, p_duration_millis int
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.edit_attempts
  set outcome = p_outcome,
      error_code = p_error_code,
      request_id = p_request_id,
      cost_micro_usd = p_cost_micro_usd,
      duration_millis = p_duration_millis,
      finished_at = clock_timestamp()
  where id = p_attempt and outcome is null;
  return jsonb_build_object('outcome', case when found then 'finished' else 'not_open' end);
end
$$;

-- completed (edit) | cancelled (the person cancelled first: remove the stored patch) | not_running (same).
-- p_result: {patches: [{id?, x, y, width, height, mode, path, bytes}], outsidePixelsChanged, warnings?, charge?, window?, spreadPixels?};
-- charge defaults to the quote and may not exceed it.
create function private.complete_edit(p_edit uuid, p_worker text, p_result jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
begin
  select * into v_edit from public.edits where id = p_edit and worker = p_worker for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_running');
  elsif v_edit.status = 'succeeded' then
    return jsonb_build_object('outcome', 'completed', 'edit', private.edit_json(v_edit));
  elsif v_edit.status = 'cancelled' then
    return jsonb_build_object('outcome', 'cancelled');
  elsif v_edit.status <> 'running' then
    return jsonb_build_object('outcome', 'not_running');
  elsif v_edit.cancel_requested_at is not null then
    perform private.end_edit_unpaid(p_edit, 'cancelled', null, 'Edit cancelled', 'user:' || v_edit.user_id);
    return jsonb_build_object('outcome', 'cancelled');
  end if;

  insert into public.patches (id, edit_id, user_id, ordinal, x, y, width, height, mode, path, bytes)
  select coalesce((p.patch ->> 'id')::uuid, gen_random_uuid()), p_edit, v_edit.user_id, p.ordinal - 1,
    (p.patch ->> 'x')::int, (p.patch ->> 'y')::int, (p.patch ->> 'width')::int, (p.patch ->> 'height')::int,
    coalesce(p.patch ->> 'mode', 'over'), p.patch ->> 'path', (p.patch ->> 'bytes')::bigint
  from jsonb_array_elements(p_result -> 'patches') with ordinality as p (patch, ordinal);

  v_edit := private.end_edit(
    p_edit, 'succeeded', null, 'captured', coalesce((p_result ->> 'charge')::bigint, v_edit.tokens_quoted),
    initcap(v_edit.operation), 'worker:' || p_worker, p_result);
  return jsonb_build_object('outcome', 'completed', 'edit', private.edit_json(v_edit));
end
$$;

-- failed | cancelled | not_running. p_code: a code of the error table; 'cancelled', or any code after the person
-- has asked to cancel, ends the edit as cancelled.
create function private.fail_edit(p_edit uuid, p_worker text, p_code text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
begin
  select * into v_edit from public.edits where id = p_edit and worker = p_worker for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_running');
  elsif v_edit.status in ('failed', 'cancelled') then
    return jsonb_build_object('outcome', v_edit.status);
  elsif v_edit.status <> 'running' then
    return jsonb_build_object('outcome', 'not_running');
  elsif p_code = 'cancelled' or v_edit.cancel_requested_at is not null then
    perform private.end_edit_unpaid(p_edit, 'cancelled', null, 'Edit cancelled', 'user:' || v_edit.user_id);
    return jsonb_build_object('outcome', 'cancelled');
  end if;
  perform private.end_edit_unpaid(p_edit, 'failed', p_code, 'Edit failed', 'worker:' || p_worker);
  return jsonb_build_object('outcome', 'failed');
end
$$;

-- cancelled (it was queued) | cancelling (it runs: its worker is told) | finished (too late) | not_found; all but the last with edit.
create function private.cancel_edit(p_user uuid, p_edit uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
  v_outcome text := 'finished';
begin
  select * into v_edit from public.edits where id = p_edit and user_id = p_user for no key update;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  elsif v_edit.status = 'queued' then
    v_outcome := 'cancelled';
    v_edit := private.end_edit_unpaid(p_edit, 'cancelled', null, 'Edit cancelled', 'user:' || p_user);
  elsif v_edit.status = 'running' then
    v_outcome := 'cancelling';
    update public.edits set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
    where id = p_edit
    returning * into v_edit;
    perform pg_notify('edit_cancel', p_edit::text);
  elsif v_edit.status = 'cancelled' then
    v_outcome := 'cancelled';
  end if;
  return jsonb_build_object('outcome', v_outcome, 'edit', private.edit_json(v_edit));
end
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function
  private.create_edit, private.start_edit, private.heartbeat_edit, private.report_progress,
  private.start_attempt, private.note_attempt_job, private.finish_attempt,
  private.complete_edit, private.fail_edit, private.cancel_edit
  to service_role;
