-- Uploaded originals. A row exists before its bytes, so that bytes without a row cannot be left behind;
-- when a row goes, by whatever way, a job removes its files.

create table public.images (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  -- incoming: the bytes are being read; refused: kept only until the refusal is told.
  state text not null default 'incoming' check (state in ('incoming', 'ready', 'refused')),
  refusal_code text,
  name text not null check (char_length(name) between 1 and 200),
  format text not null check (format in ('jpeg', 'png', 'webp', 'avif', 'tiff', 'gif')),
  bytes bigint not null check (bytes > 0),
  -- After EXIF orientation.
  width int check (width > 0),
  height int check (height > 0),
  has_alpha boolean,
  bit_depth smallint check (bit_depth in (8, 16)),
  colour_profile text,
  colour_model text check (colour_model in ('grey', 'rgb')),
  tile_size int check (tile_size > 0),
  tile_levels int check (tile_levels > 0),
  created_at timestamptz not null default now(),
  -- What edits refer to, so that an edit cannot belong to another person than its image.
  unique (id, user_id),
  constraint images_ready_is_complete check (
    state <> 'ready'
    or num_nulls(width, height, has_alpha, bit_depth, colour_model, tile_size, tile_levels) = 0
  ),
  constraint images_refusal_has_code check ((state = 'refused') = (refusal_code is not null))
);
create index images_of_user on public.images (user_id, created_at desc, id desc);
create index images_unfinished on public.images (created_at) where state <> 'ready';

alter table public.images enable row level security;
revoke all on public.images from public, anon, authenticated;
grant select on public.images to authenticated;
grant all on public.images to service_role;
create policy "Owners read their images" on public.images
  for select to authenticated using ((select auth.uid()) = user_id);

-- Everything of an image lies below this prefix in storage.
create function private.image_prefix(p_image public.images) returns text
language sql immutable security definer set search_path = ''
as $$ select p_image.user_id || '/' || p_image.id $$;

create function private.remove_files_of_image() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_prefix text := private.image_prefix(old);
begin
  -- The second job catches what a worker that was busy with the image wrote before it learned that the image is gone.
  perform graphile_worker.add_job('remove_files', json_build_object('prefix', v_prefix));
  perform graphile_worker.add_job(
    'remove_files', json_build_object('prefix', v_prefix), run_at => now() + interval '5 minutes');
  return null;
end
$$;
create trigger images_remove_files
  after delete on public.images
  for each row execute function private.remove_files_of_image();

-- created. p_image: {id?, name, format, bytes}. The bytes are stored next, then enqueue_ingest is called.
create function private.create_image(p_user uuid, p_image jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_image public.images;
begin
  insert into public.images (id, user_id, name, format, bytes)
  values (
    coalesce((p_image ->> 'id')::uuid, gen_random_uuid()), p_user,
    p_image ->> 'name', p_image ->> 'format', (p_image ->> 'bytes')::bigint)
  returning * into v_image;
  return jsonb_build_object('outcome', 'created', 'image', to_jsonb(v_image));
end
$$;

-- enqueued | not_found. The job 'ingest_image' gets {"imageId"}.
create function private.enqueue_ingest(p_user uuid, p_image uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform from public.images where id = p_image and user_id = p_user and state = 'incoming' for key share;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  perform graphile_worker.add_job(
    'ingest_image', json_build_object('imageId', p_image), job_key => 'image:' || p_image, max_attempts => 3);
  return jsonb_build_object('outcome', 'enqueued');
end
$$;

-- found | gone: what the ingesting worker needs to begin.
create function private.get_incoming_image(p_image uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select jsonb_build_object('outcome', 'found', 'image', to_jsonb(i))
     from public.images i where i.id = p_image and i.state = 'incoming'),
    jsonb_build_object('outcome', 'gone'))
$$;

-- ready | gone. p_facts: {width, height, hasAlpha, bitDepth, colourProfile, colourModel, tiles: {size, levels}}.
-- On 'gone' the caller removes what it has written since. Repeating it answers 'ready' again.
create function private.finish_image(p_image uuid, p_facts jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_image public.images;
begin
  update public.images
  set state = 'ready',
      width = (p_facts ->> 'width')::int,
      height = (p_facts ->> 'height')::int,
      has_alpha = (p_facts ->> 'hasAlpha')::boolean,
      bit_depth = (p_facts ->> 'bitDepth')::smallint,
      colour_profile = p_facts ->> 'colourProfile',
      colour_model = p_facts ->> 'colourModel',
      tile_size = (p_facts #>> '{tiles,size}')::int,
      tile_levels = (p_facts #>> '{tiles,levels}')::int
  where id = p_image and state = 'incoming'
  returning * into v_image;
  if not found then
    select * into v_image from public.images where id = p_image and state = 'ready';
    if not found then
      return jsonb_build_object('outcome', 'gone');
    end if;
  end if;
  perform pg_notify('image_changed', p_image::text);
  return jsonb_build_object('outcome', 'ready', 'image', to_jsonb(v_image));
end
$$;

-- refused | gone
create function private.refuse_image(p_image uuid, p_code text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.images set state = 'refused', refusal_code = p_code where id = p_image and state = 'incoming';
  if not found then
    return jsonb_build_object('outcome', 'gone');
  end if;
  perform pg_notify('image_changed', p_image::text);
  return jsonb_build_object('outcome', 'refused');
end
$$;

-- incoming | ready (image) | refused (code) | not_found. Telling a refusal removes the row and its files.
create function private.take_image_outcome(p_user uuid, p_image uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_image public.images;
begin
  delete from public.images where id = p_image and user_id = p_user and state = 'refused' returning * into v_image;
  if found then
    return jsonb_build_object('outcome', 'refused', 'code', v_image.refusal_code);
  end if;
  select * into v_image from public.images where id = p_image and user_id = p_user;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  return jsonb_build_object('outcome', v_image.state, 'image', to_jsonb(v_image));
end
$$;

-- A ready image of this person, or null.
create function private.find_image(p_user uuid, p_image uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(i) from public.images i where i.id = p_image and i.user_id = p_user and i.state = 'ready'
$$;

-- Newest first; pass created_at and id of the last one seen to go on, nulls to begin.
create function private.list_images(p_user uuid, p_before timestamptz, p_before_id uuid, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(i) order by i.created_at desc, i.id desc), '[]'::jsonb)
  from (
    select * from public.images
    where user_id = p_user and state = 'ready'
      and (p_before is null or (created_at, id) < (p_before, p_before_id))
    order by created_at desc, id desc
    limit p_limit
  ) i
$$;

-- renamed | not_found
create function private.rename_image(p_user uuid, p_image uuid, p_name text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_image public.images;
begin
  update public.images set name = p_name where id = p_image and user_id = p_user and state = 'ready'
  returning * into v_image;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  return jsonb_build_object('outcome', 'renamed', 'image', to_jsonb(v_image));
end
$$;

-- deleted | not_found. Edits and patches go with it; running edits end and their tokens come back
-- (see the trigger on public.edits); the ledger stays.
create function private.delete_image(p_user uuid, p_image uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_image public.images;
begin
  delete from public.images where id = p_image and user_id = p_user returning * into v_image;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  return jsonb_build_object('outcome', 'deleted', 'prefix', private.image_prefix(v_image));
end
$$;

-- Removes uploads that never became an image. Returns the storage prefixes whose files the enqueued jobs remove.
create function private.sweep_images(p_older_than_seconds int default 600) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  with stale as (
    select id from public.images
    where state <> 'ready' and created_at < now() - make_interval(secs => p_older_than_seconds)
    order by created_at
    limit 100
    for update skip locked
  ), removed as (
    delete from public.images i using stale where i.id = stale.id
    returning private.image_prefix(i) as prefix
  )
  select jsonb_build_object('outcome', 'swept', 'prefixes', coalesce(jsonb_agg(prefix), '[]'::jsonb)) from removed
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function
  private.create_image, private.enqueue_ingest, private.get_incoming_image, private.finish_image, private.refuse_image,
  private.take_image_outcome, private.find_image, private.list_images, private.rename_image, private.delete_image,
  private.sweep_images
  to service_role;
