-- How a finished edit is shown and blended. What the model painted is kept beside the patch, so that edge, colours and
-- what is erased of it can be changed without asking again, and without a charge. And edits that are put aside.

create table public.appearances (
  edit_id uuid primary key references public.edits (id) on delete cascade,
  user_id uuid not null,
  visible boolean not null default true,
  opacity double precision not null default 1 check (opacity between 0 and 1),
  -- Width of the soft edge in pixels; null is as planned.
  feather smallint check (feather between 0 and 24),
  -- How much of the colour correction is applied.
  colour_match double precision not null default 1 check (colour_match between 0 and 1),
  -- An 8-bit grey PNG of the edit's window: 255 is where the picture before comes back.
  erased_path text check (erased_path <> ''),
  -- {path, grow, feather}: what the model painted, in the size of the edit's window, and the spread it was first cut by.
  painted jsonb check (jsonb_typeof(painted) = 'object'),
  -- {path, x, y, width, height}: where nothing painted is kept, the patch from before anything was erased of it.
  kept_patch jsonb check (jsonb_typeof(kept_patch) = 'object'),
  -- How far the patch that is stored now reaches beyond the drawn mask; null is as far as the edit declared.
  spread_pixels int check (spread_pixels >= 0),
  -- Counts whatever happens to this row.
  revision int not null default 0,
  -- Revision of the last change that needs blending, and of the last one that was blended, or could not be.
  wanted int not null default 0,
  blended int not null default 0,
  -- Why the last one could not be: a code of the error table.
  problem text,
  -- Since the last change: how often its blending was begun, and when it last gave a sign of life.
  tries smallint not null default 0,
  beat_at timestamptz,
  discarded_at timestamptz,
  -- When the files of the discarded edit were removed.
  removed_at timestamptz,
  constraint appearances_blend_what_is_wanted check (blended <= wanted and wanted <= revision),
  constraint appearances_remove_what_is_discarded check (removed_at is null or discarded_at is not null)
);
create index appearances_of_user on public.appearances (user_id);
create index appearances_to_blend on public.appearances (edit_id) where wanted > blended;
create index appearances_to_remove on public.appearances (discarded_at)
  where discarded_at is not null and removed_at is null;

alter table public.appearances enable row level security;
revoke all on public.appearances from public, anon, authenticated;
grant select on public.appearances to authenticated;
grant all on public.appearances to service_role;
create policy "Owners read their appearances" on public.appearances
  for select to authenticated using ((select auth.uid()) = user_id);

-- What of an edit is told from here: spread_pixels, discarded_at, and appearance, which is null where there is nothing
-- to change: edits that have not succeeded, or that replaced the picture.
create function private.appearance_json(p_edit public.edits) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'spread_pixels', coalesce(a.spread_pixels, p_edit.spread_pixels),
    'discarded_at', a.discarded_at,
    'appearance', case when p_edit.status = 'succeeded' and p_edit.replaced is null then jsonb_build_object(
      'visible', coalesce(a.visible, true),
      'opacity', coalesce(a.opacity, 1),
      'feather', a.feather,
      'planned_feather', (a.painted ->> 'feather')::int,
      'colour_match', coalesce(a.colour_match, 1),
      'erased', a.erased_path is not null,
      'reblendable', a.painted is not null,
      'reblending', coalesce(a.wanted > a.blended, false),
      'problem', a.problem,
      'revision', coalesce(a.revision, 0)) end)
  from (select) as nothing left join public.appearances a on a.edit_id = p_edit.id
$$;

-- As before, with what appearance_json tells.
create or replace function private.edit_json(p_edit public.edits) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(p_edit) || private.appearance_json(p_edit) || jsonb_build_object(
    'patches', (
      select coalesce(jsonb_agg(to_jsonb(p) order by p.ordinal), '[]'::jsonb)
      from public.patches p where p.edit_id = p_edit.id
    ),
    'queue_position', case when p_edit.status = 'queued' then (
      select count(*) from public.edits q
      where q.status = 'queued' and (q.created_at, q.id) < (p_edit.created_at, p_edit.id)
    ) end)
$$;

create function private.is_discarded(p_edit uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.appearances a where a.edit_id = p_edit and a.discarded_at is not null)
$$;

-- As before, without what was discarded and what came to nothing on it.
create or replace function private.get_image(p_user uuid, p_image uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(i) || jsonb_build_object('edits', (
    select coalesce(jsonb_agg(private.edit_json(e) order by e.created_at, e.id), '[]'::jsonb)
    from public.edits e
    where e.image_id = i.id and not private.is_discarded(e.id) and not private.is_discarded(e.parent_edit_id)))
  from public.images i
  where i.id = p_image and i.user_id = p_user and i.state = 'ready'
$$;

-- As before, each with the opacity it is drawn with, and without those that do not show.
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
  select coalesce(
    jsonb_agg(to_jsonb(p) || jsonb_build_object('opacity', coalesce(a.opacity, 1)) order by path.distance desc, p.ordinal),
    '[]'::jsonb)
  from path
  join public.patches p on p.edit_id = path.id
  left join public.appearances a on a.edit_id = path.id
  where p.mode = 'replace' or (coalesce(a.visible, true) and coalesce(a.opacity, 1) > 0)
$$;

-- As before; a discarded edit is none.
-- ok (image, patches) | image_not_found | edit_not_found | edit_not_ready. p_edit null is the original.
create or replace function private.get_version(p_user uuid, p_image uuid, p_edit uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_image public.images;
  v_status text;
begin
  select * into v_image from public.images where id = p_image and user_id = p_user and state = 'ready';
  if not found then
    return jsonb_build_object('outcome', 'image_not_found');
  end if;
  if p_edit is not null then
    select status into v_status from public.edits where id = p_edit and image_id = p_image and user_id = p_user;
    if v_status is null or v_status in ('failed', 'cancelled') or private.is_discarded(p_edit) then
      return jsonb_build_object('outcome', 'edit_not_found');
    elsif v_status <> 'succeeded' then
      return jsonb_build_object('outcome', 'edit_not_ready');
    end if;
  end if;
  return jsonb_build_object(
    'outcome', 'ok', 'image', to_jsonb(v_image), 'patches', private.version_patches(p_edit));
end
$$;

-- As before; nothing is built on a discarded edit. The lock keeps it from being discarded until the new one is there.
create or replace function private.create_chosen_edit(
  p_user uuid, p_edit jsonb, p_tokens bigint, p_idempotency_key text, p_request_hash text, p_max_running int
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_parent uuid := (p_edit ->> 'parentEditId')::uuid;
  v_answer jsonb;
  v_id uuid;
  v_choice text := p_edit ->> 'choice';
  v_candidates jsonb := coalesce(nullif(p_edit -> 'candidates', 'null'::jsonb), '[]'::jsonb);
begin
  if v_parent is not null and private.repeated_request(p_user, p_idempotency_key, p_request_hash) is null then
    -- The image first, as whoever deletes it takes the locks.
    perform from public.images where id = (p_edit ->> 'imageId')::uuid and user_id = p_user for key share;
    perform from public.edits where id = v_parent and user_id = p_user for key share;
    if private.is_discarded(v_parent) then
      return jsonb_build_object('outcome', 'parent_not_found');
    end if;
  end if;
  v_answer := private.create_edit(p_user, p_edit, p_tokens, p_idempotency_key, p_request_hash, p_max_running);
  if v_answer ->> 'outcome' <> 'created' then
    return v_answer;
  end if;
  v_id := (v_answer #>> '{edit, id}')::uuid;
  if exists (
    select from jsonb_array_elements(v_candidates) as c (candidate)
    where (c.candidate ->> 'tokens')::bigint > p_tokens
  ) then
    raise exception 'a candidate costs more than the % tokens that are held', p_tokens
      using errcode = 'check_violation';
  end if;
  insert into private.edit_candidates (edit_id, candidates)
  select v_id, v_candidates where v_candidates <> '[]'::jsonb;
  -- The image is locked since the edit was inserted: the order of locks holds.
  update public.edits set choice = v_choice where id = v_id and v_choice is not null;
  return jsonb_set(v_answer, '{edit, choice}', coalesce(to_jsonb(v_choice), 'null'::jsonb));
end
$$;

-- complete_edit with the same outcomes; p_result has also {painted?: {path, grow, feather}}.
create function private.complete_painted_edit(p_edit uuid, p_worker text, p_result jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_answer jsonb := private.complete_edit(p_edit, p_worker, p_result);
begin
  if v_answer ->> 'outcome' = 'completed' and jsonb_typeof(p_result -> 'painted') = 'object' then
    insert into public.appearances (edit_id, user_id, painted)
    values (p_edit, (v_answer #>> '{edit, user_id}')::uuid, p_result -> 'painted')
    on conflict do nothing;
  end if;
  return v_answer;
end
$$;

-- The row of an edit, made where there is none, and locked.
create function private.lock_appearance(p_edit public.edits) returns public.appearances
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_appearance public.appearances;
begin
  insert into public.appearances (edit_id, user_id) values (p_edit.id, p_edit.user_id) on conflict do nothing;
  select * into v_appearance from public.appearances where edit_id = p_edit.id for no key update;
  return v_appearance;
end
$$;

-- The job 'reblend_edit' gets {"editId"}. One that waits keeps its place; one that runs is followed by another.
create function private.enqueue_reblend(p_edit uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform graphile_worker.add_job(
    'reblend_edit', json_build_object('editId', p_edit), job_key => 'reblend:' || p_edit,
    job_key_mode => 'preserve_run_at', max_attempts => 3);
end
$$;

-- Not at once: whoever has begun to read a version still needs the file. The job 'remove_file' gets {"path"}.
create function private.remove_file_later(p_path text) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform graphile_worker.add_job(
    'remove_file', json_build_object('path', p_path), run_at => now() + interval '1 hour');
end
$$;

-- changed (edit) | not_found | not_finished | not_changeable (came to nothing, replaced the picture, or was discarded)
-- | not_reblendable (nothing painted is kept).
-- p_change: {visible?, opacity?, feather?, colourMatch?, erasedPath?}; null is a value of feather and erasedPath.
create function private.change_appearance(p_user uuid, p_edit uuid, p_change jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
  v_old public.appearances;
  v_new public.appearances;
  v_has_other_edge boolean;
  v_is_erased_otherwise boolean;
begin
  select * into v_edit from public.edits where id = p_edit and user_id = p_user for key share;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  elsif v_edit.status in ('queued', 'running') then
    return jsonb_build_object('outcome', 'not_finished');
  elsif v_edit.status <> 'succeeded' or v_edit.replaced is not null then
    return jsonb_build_object('outcome', 'not_changeable');
  end if;
  v_old := private.lock_appearance(v_edit);
  if v_old.discarded_at is not null then
    return jsonb_build_object('outcome', 'not_changeable');
  end if;

  v_new := v_old;
  v_new.visible := coalesce((p_change ->> 'visible')::boolean, v_old.visible);
  v_new.opacity := coalesce((p_change ->> 'opacity')::double precision, v_old.opacity);
  v_new.colour_match := coalesce((p_change ->> 'colourMatch')::double precision, v_old.colour_match);
  if p_change ? 'feather' then
    v_new.feather := (p_change ->> 'feather')::smallint;
  end if;
  if p_change ? 'erasedPath' then
    v_new.erased_path := p_change ->> 'erasedPath';
  end if;
  v_has_other_edge := (v_new.feather, v_new.colour_match) is distinct from (v_old.feather, v_old.colour_match);
  v_is_erased_otherwise := v_new.erased_path is distinct from v_old.erased_path;
  if v_has_other_edge and v_old.painted is null then
    return jsonb_build_object('outcome', 'not_reblendable');
  end if;

  if v_new is distinct from v_old then
    update public.appearances
    set visible = v_new.visible,
        opacity = v_new.opacity,
        feather = v_new.feather,
        colour_match = v_new.colour_match,
        erased_path = v_new.erased_path,
        revision = revision + 1
    where edit_id = p_edit;
    if v_has_other_edge or v_is_erased_otherwise then
      update public.appearances
      set wanted = revision, problem = null, tries = 0, beat_at = clock_timestamp()
      where edit_id = p_edit;
      perform private.enqueue_reblend(p_edit);
    end if;
    if v_is_erased_otherwise and v_old.erased_path is not null then
      perform private.remove_file_later(v_old.erased_path);
    end if;
    perform pg_notify('edit_changed', p_edit::text);
  end if;
  return jsonb_build_object('outcome', 'changed', 'edit', private.edit_json(v_edit));
end
$$;

-- The storage path of what was erased of this person's edit, or null.
create function private.find_erased(p_user uuid, p_edit uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(a.erased_path) from public.appearances a where a.edit_id = p_edit and a.user_id = p_user
$$;

-- started (edit, image, patches of the version built on, patch, appearance) | gone: nothing is to be blended.
create function private.start_reblend(p_edit uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
  v_appearance public.appearances;
begin
  select * into v_edit from public.edits where id = p_edit and status = 'succeeded' for key share;
  if not found then
    return jsonb_build_object('outcome', 'gone');
  end if;
  update public.appearances set beat_at = clock_timestamp(), tries = tries + 1
  where edit_id = p_edit and wanted > blended and discarded_at is null
  returning * into v_appearance;
  if not found then
    return jsonb_build_object('outcome', 'gone');
  end if;
  return jsonb_build_object(
    'outcome', 'started',
    'edit', private.edit_json(v_edit),
    'image', (select to_jsonb(i) from public.images i where i.id = v_edit.image_id),
    'patches', private.version_patches(v_edit.parent_edit_id),
    'patch', (select to_jsonb(p) from public.patches p where p.edit_id = p_edit order by p.ordinal limit 1),
    'appearance', to_jsonb(v_appearance));
end
$$;

-- ok | superseded: every few seconds while it is blended.
create function private.beat_reblend(p_edit uuid, p_wanted int) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.appearances set beat_at = clock_timestamp()
  where edit_id = p_edit and wanted = p_wanted and blended < p_wanted;
  return jsonb_build_object('outcome', case when found then 'ok' else 'superseded' end);
end
$$;

-- swapped | superseded (something else is wanted by now, or another worker was quicker: remove the stored file).
-- p_patch: {x, y, width, height, path, bytes}. Puts it in the place of the edit's patch, under a new id.
create function private.finish_reblend(
  p_edit uuid, p_wanted int, p_patch jsonb, p_spread int, p_outside_pixels_changed bigint
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_appearance public.appearances;
  v_old public.patches;
begin
  if p_outside_pixels_changed is distinct from 0 then
    raise exception 'edit % blended anew changes % pixels outside', p_edit, p_outside_pixels_changed
      using errcode = 'check_violation';
  end if;
  select * into v_appearance from public.appearances
  where edit_id = p_edit and wanted = p_wanted and blended < p_wanted and discarded_at is null
  for no key update;
  if not found then
    -- Heard twice where the first answer was lost.
    perform from public.patches where edit_id = p_edit and path = p_patch ->> 'path';
    return jsonb_build_object('outcome', case when found then 'swapped' else 'superseded' end);
  end if;
  delete from public.patches where edit_id = p_edit and mode = 'over' returning * into strict v_old;
  insert into public.patches (edit_id, user_id, ordinal, x, y, width, height, mode, path, bytes)
  values (
    p_edit, v_old.user_id, v_old.ordinal, (p_patch ->> 'x')::int, (p_patch ->> 'y')::int,
    (p_patch ->> 'width')::int, (p_patch ->> 'height')::int, 'over', p_patch ->> 'path', (p_patch ->> 'bytes')::bigint);
  if v_appearance.painted is null and v_appearance.kept_patch is null then
    v_appearance.kept_patch := to_jsonb(v_old) - 'id' - 'edit_id' - 'user_id' - 'ordinal' - 'mode' - 'bytes' - 'created_at';
  else
    perform private.remove_file_later(v_old.path);
  end if;
  update public.appearances
  set blended = p_wanted, revision = revision + 1, spread_pixels = p_spread, kept_patch = v_appearance.kept_patch
  where edit_id = p_edit;
  perform pg_notify('edit_changed', p_edit::text);
  return jsonb_build_object('outcome', 'swapped');
end
$$;

-- failed | superseded. The patch stays as it is.
create function private.fail_reblend(p_edit uuid, p_wanted int, p_code text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.appearances set blended = p_wanted, problem = p_code, revision = revision + 1
  where edit_id = p_edit and wanted = p_wanted and blended < p_wanted;
  if not found then
    return jsonb_build_object('outcome', 'superseded');
  end if;
  perform pg_notify('edit_changed', p_edit::text);
  return jsonb_build_object('outcome', 'failed');
end
$$;

-- changed (edit) | not_found | not_finished | in_use (edits built on it remain) | removed (too late to take it back).
-- What is taken back brings what it was built on back with it.
create function private.discard_edit(p_user uuid, p_edit uuid, p_discarded boolean) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit public.edits;
  v_appearance public.appearances;
begin
  select * into v_edit from public.edits where id = p_edit and user_id = p_user for update;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  elsif v_edit.status in ('queued', 'running') then
    return jsonb_build_object('outcome', 'not_finished');
  end if;
  v_appearance := private.lock_appearance(v_edit);
  if p_discarded and v_appearance.discarded_at is null then
    if exists (
      select from public.edits c
      where c.parent_edit_id = p_edit and c.status in ('queued', 'running', 'succeeded')
        and not private.is_discarded(c.id)
    ) then
      return jsonb_build_object('outcome', 'in_use');
    end if;
    update public.appearances set discarded_at = clock_timestamp(), revision = revision + 1 where edit_id = p_edit;
  elsif not p_discarded and v_appearance.removed_at is not null then
    return jsonb_build_object('outcome', 'removed');
  elsif not p_discarded then
    with recursive path as (
      select v_edit.id, v_edit.parent_edit_id
      union all
      select e.id, e.parent_edit_id from path join public.edits e on e.id = path.parent_edit_id
    )
    update public.appearances a set discarded_at = null, revision = a.revision + 1
    from path where a.edit_id = path.id and a.discarded_at is not null and a.removed_at is null;
  end if;
  perform pg_notify('edit_changed', p_edit::text);
  return jsonb_build_object('outcome', 'changed', 'edit', private.edit_json(v_edit));
end
$$;

-- swept (reenqueued, failed, removed: ids). Takes up blending that a dead worker left, and removes the files of what was
-- discarded long enough ago; the edit and its entries in the ledger stay.
create function private.sweep_appearances(p_stale_seconds int default 20, p_kept_seconds int default 86400) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_done jsonb := '{"outcome": "swept", "reenqueued": [], "failed": [], "removed": []}';
  v_appearance public.appearances;
  v_prefix text;
begin
  for v_appearance in
    select * from public.appearances
    where wanted > blended and discarded_at is null
      and beat_at < clock_timestamp() - make_interval(secs => p_stale_seconds)
    limit 100
    for no key update skip locked
  loop
    if v_appearance.tries >= 3 then
      perform private.fail_reblend(v_appearance.edit_id, v_appearance.wanted, 'internal');
      v_done := jsonb_insert(v_done, '{failed, -1}', to_jsonb(v_appearance.edit_id), true);
    else
      update public.appearances set beat_at = clock_timestamp() where edit_id = v_appearance.edit_id;
      perform private.enqueue_reblend(v_appearance.edit_id);
      v_done := jsonb_insert(v_done, '{reenqueued, -1}', to_jsonb(v_appearance.edit_id), true);
    end if;
  end loop;

  for v_appearance in
    select * from public.appearances
    where discarded_at < clock_timestamp() - make_interval(secs => p_kept_seconds) and removed_at is null
    limit 100
    for no key update skip locked
  loop
    select private.image_prefix(i) || '/edits/' || e.id into v_prefix
    from public.edits e join public.images i on i.id = e.image_id
    where e.id = v_appearance.edit_id;
    delete from public.patches where edit_id = v_appearance.edit_id;
    update public.appearances set removed_at = clock_timestamp() where edit_id = v_appearance.edit_id;
    perform graphile_worker.add_job('remove_files', json_build_object('prefix', v_prefix));
    v_done := jsonb_insert(v_done, '{removed, -1}', to_jsonb(v_appearance.edit_id), true);
  end loop;
  return v_done;
end
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function
  private.complete_painted_edit, private.change_appearance, private.find_erased, private.start_reblend,
  private.beat_reblend, private.finish_reblend, private.fail_reblend, private.discard_edit, private.sweep_appearances
  to service_role;
