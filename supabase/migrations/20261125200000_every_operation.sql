-- What operations need that are not a marked region laid over the picture: extending, enlarging, replacing, further
-- pictures to look at, previews, and why a provider's content rules stopped an edit.

alter table public.edits
  -- {left, top, right, bottom} in pixels of the version built on, for operations that extend.
  add column expand jsonb check (jsonb_typeof(expand) = 'object'),
  -- For operations that enlarge.
  add column scale smallint check (scale >= 2),
  add column has_mask boolean not null default true,
  add column reference_count smallint not null default 0 check (reference_count >= 0),
  -- {width, height, hasAlpha, placed: {x, y, scale}, tiles: {size, levels}} where the edit replaced the picture.
  add column replaced jsonb check (jsonb_typeof(replaced) = 'object'),
  -- {x, y, width, height, version}: where the unfinished result lies that is stored now; no two have one version.
  add column preview jsonb check (jsonb_typeof(preview) = 'object'),
  -- {side, category}
  add column moderation jsonb check (jsonb_typeof(moderation) = 'object'),
  add constraint edits_only_success_replaces check (replaced is null or status = 'succeeded'),
  add constraint edits_only_running_previews check (preview is null or status = 'running');

-- However a run ends, its unfinished result is none any more.
create function private.drop_preview() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.preview := null;
  return new;
end
$$;
create trigger edits_drop_preview
  before update on public.edits
  for each row when (old.preview is not null and new.status <> 'running')
  execute function private.drop_preview();

-- Patches in the order they are drawn to get the version p_edit: from the last one that replaced the picture, or where
-- there is none, on the original. None for the original itself (null).
create or replace function private.version_patches(p_edit uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with recursive path as (
    select e.id, e.parent_edit_id, 0 as distance from public.edits e where e.id = p_edit
    union all
    select e.id, e.parent_edit_id, path.distance + 1
    from path join public.edits e on e.id = path.parent_edit_id
    where not exists (select from public.patches p where p.edit_id = path.id and p.mode = 'replace')
  )
  select coalesce(jsonb_agg(to_jsonb(p) order by path.distance desc, p.ordinal), '[]'::jsonb)
  from path join public.patches p on p.edit_id = path.id
$$;

-- As before, with expand, scale, hasMask and referenceCount.
-- created (edit) | exists (edit) | insufficient_tokens (available, needed) | idempotency_conflict | image_not_found
-- | parent_not_found | parent_not_ready | too_many_running. Inserts the edit, holds its tokens and enqueues its job.
-- p_edit: {id?, imageId, parentEditId?, operation, model, prompt?, options?, window?, spreadPixels?, expand?, scale?,
-- hasMask?, referenceCount?}
create or replace function private.create_edit(
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
     crop_window, spread_pixels, expand, scale, has_mask, reference_count)
  values
    (v_id, p_user, v_image, v_parent, p_edit ->> 'operation', p_edit ->> 'model', coalesce(p_edit ->> 'prompt', ''),
     coalesce(p_edit -> 'options', '{}'::jsonb), p_tokens,
     nullif(p_edit -> 'window', 'null'::jsonb), coalesce((p_edit ->> 'spreadPixels')::int, 0),
     nullif(p_edit -> 'expand', 'null'::jsonb), (p_edit ->> 'scale')::smallint,
     coalesce((p_edit ->> 'hasMask')::boolean, true), coalesce((p_edit ->> 'referenceCount')::smallint, 0))
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

-- As before, with replaced and moderation. Ends an edit whose row the caller has locked, settles its hold and tells
-- those who watch. Still one update for everything.
create or replace function private.end_edit(
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
      moderation = nullif(p_result -> 'moderation', 'null'::jsonb),
      tokens_charged = p_charge,
      outside_pixels_changed = (p_result ->> 'outsidePixelsChanged')::bigint,
      warnings = coalesce(nullif(p_result -> 'warnings', 'null'::jsonb), warnings),
      crop_window = coalesce(nullif(p_result -> 'window', 'null'::jsonb), crop_window),
      spread_pixels = coalesce((p_result ->> 'spreadPixels')::int, spread_pixels),
      replaced = nullif(p_result -> 'replaced', 'null'::jsonb),
      finished_at = clock_timestamp()
  where id = p_edit
  returning * into v_edit;
  perform pg_notify('edit_changed', p_edit::text);
  return v_edit;
end
$$;

-- In place of the one without moderation: a second one beside it would leave calls with three values undecided.
drop function private.fail_edit(uuid, text, text);

-- failed | cancelled | not_running. p_code: a code of the error table; 'cancelled', or any code after the person
-- has asked to cancel, ends the edit as cancelled. p_moderation: {side, category} where content rules stopped it.
create function private.fail_edit(p_edit uuid, p_worker text, p_code text, p_moderation jsonb default null)
returns jsonb
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
  perform private.end_edit(
    p_edit, 'failed', p_code, 'released', 0, 'Edit failed', 'worker:' || p_worker,
    jsonb_build_object('moderation', p_moderation));
  return jsonb_build_object('outcome', 'failed');
end
$$;

-- ok | cancel | lost, and counts as a heartbeat: an unfinished result lies in storage. p_area: {x, y, width, height}.
create function private.report_preview(p_edit uuid, p_worker text, p_area jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_cancelled boolean;
begin
  update public.edits
  set preview = p_area || jsonb_build_object('version', greatest(
        floor(extract(epoch from clock_timestamp()) * 1000)::bigint, (preview ->> 'version')::bigint + 1)),
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

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function private.create_edit, private.fail_edit, private.report_preview to service_role;
