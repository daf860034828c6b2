-- What reads and ends open holds, on the table that has only those. It is small: what is asked for one account, or by when
-- they expire, may look through all of it.

-- As before.
create function private.hold_situation(p_hold private.open_holds, p_edit public.edits) returns text
language sql stable security definer set search_path = ''
as $$
  select case
    when p_edit.id is null then 'edit_missing'
    when p_edit.status not in ('queued', 'running') then 'edit_ended'
    when p_hold.expires_at < clock_timestamp() then 'expired'
    when p_edit.status = 'running' and p_edit.heartbeat_at < clock_timestamp() - interval '2 minutes' then 'worker_silent'
    else p_edit.status
  end
$$;

create function private.hold_json(p_hold private.open_holds, p_edit public.edits) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_hold.edit_id, 'user_id', p_hold.user_id, 'edit_id', p_hold.edit_id, 'amount', p_hold.amount,
    'situation', private.hold_situation(p_hold, p_edit),
    'email', (select d.email from private.account_addresses d where d.user_id = p_hold.user_id),
    'created_at', p_hold.created_at, 'expires_at', p_hold.expires_at, 'heartbeat_at', p_edit.heartbeat_at)
$$;

-- Oldest first: those older than p_seconds, and younger ones that look stuck. Pass created_at and id of the last one seen
-- to go on, nulls to begin.
create function private.list_open_holds(p_seconds int, p_after timestamptz, p_after_id uuid, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.hold_json(x.h, x.edit) order by x.created_at, x.edit_id), '[]'::jsonb)
  from (
    select o.created_at, o.edit_id, o.h, o.edit
    from (
      -- Each edit by its own look: as a join it would be planned through all of them.
      select h.created_at, h.edit_id, h, (select e from public.edits e where e.id = h.edit_id) as edit
      from private.open_holds h
    ) o
    where (o.created_at, o.edit_id)
        > (coalesce(p_after, '-infinity'), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
      and (o.created_at < clock_timestamp() - make_interval(secs => p_seconds)
        or private.hold_situation(o.h, o.edit) not in ('queued', 'running'))
    order by o.created_at, o.edit_id
    limit p_limit
  ) x
$$;

-- All that are open, oldest first.
create function private.list_holds_of_account(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.hold_json(h, e) order by h.created_at, h.edit_id), '[]'::jsonb)
  from private.open_holds h left join public.edits e on e.id = h.edit_id
  where h.user_id = p_user
$$;

-- Ends every edit whose hold ran out. Returns their ids. A hold without its edit cannot be open; see audit_ledger().
create or replace function private.expire_holds() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id uuid;
  v_expired uuid[] := '{}';
begin
  for v_id in
    select h.edit_id from private.open_holds h where h.expires_at < clock_timestamp() order by h.expires_at limit 100
  loop
    -- A row that someone is busy with is alive: its hold is about to be renewed or settled.
    perform from public.edits where id = v_id and status in ('queued', 'running') for no key update skip locked;
    continue when not found;
    perform from private.open_holds where edit_id = v_id and expires_at < clock_timestamp();
    continue when not found;
    perform private.end_edit(v_id, 'failed', 'expired', 'expired', 0, 'Edit expired', 'system');
    perform pg_notify('edit_cancel', v_id::text);
    v_expired := v_expired || v_id;
  end loop;
  return jsonb_build_object('outcome', 'swept', 'expired', to_jsonb(v_expired));
end
$$;

-- released (edit_id) | already_captured | already_released | already_expired | not_found. Ends the edit of a hold that is
-- stuck, as failed, and tells its worker.
create or replace function private.release_stuck_hold(p_hold uuid, p_actor text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_hold private.open_holds;
  v_settled jsonb;
begin
  select * into v_hold from private.open_holds where edit_id = p_hold;
  -- The edit first: that is the order of locks.
  perform from public.edits where id = p_hold and status in ('queued', 'running') for no key update;
  if found and exists (select from private.open_holds where edit_id = p_hold) then
    perform private.end_edit_unpaid(p_hold, 'failed', 'interrupted', p_reason, p_actor);
    perform pg_notify('edit_cancel', p_hold::text);
  else
    v_settled := private.settle_hold(p_hold, 'released', 0, p_reason, p_actor);
    if v_settled ->> 'outcome' = 'exists' then
      return jsonb_build_object('outcome', 'already_released');
    elsif v_settled ->> 'outcome' <> 'settled' then
      return v_settled;
    end if;
  end if;
  perform private.note_action(
    p_actor, 'release_hold', v_hold.user_id, p_hold::text, p_reason,
    jsonb_build_object('edit', p_hold, 'tokens', v_hold.amount));
  return jsonb_build_object('outcome', 'released', 'edit_id', p_hold);
end
$$;

-- As before, without looking for the hold first.
create or replace function private.end_edit(
  p_edit uuid, p_status text, p_code text, p_hold_state text, p_charge bigint, p_reason text, p_actor text,
  p_result jsonb default null
) returns public.edits
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
  v_settled jsonb := private.settle_hold(p_edit, p_hold_state, p_charge, p_reason, p_actor);
begin
  if v_settled ->> 'outcome' <> 'settled' then
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

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function private.list_open_holds, private.list_holds_of_account to service_role;
