-- Edits, their patches and their calls to providers: tables, rules that hold whoever writes, and reading.

create table public.edits (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  image_id uuid not null,
  parent_edit_id uuid,
  operation text not null check (operation <> ''),
  model text not null check (model like '_%/_%'),
  prompt text not null default '' check (char_length(prompt) <= 10000),
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object'),
  status text not null default 'queued' check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  stage text not null default 'queued' check (
    stage in ('queued', 'reading', 'planning', 'waiting', 'painting', 'blending', 'checking', 'storing', 'done')
  ),
  progress double precision not null default 0 check (progress between 0 and 1),
  tokens_quoted bigint not null check (tokens_quoted >= 0),
  tokens_charged bigint not null default 0 check (tokens_charged between 0 and tokens_quoted),
  -- {x, y, width, height}
  crop_window jsonb check (jsonb_typeof(crop_window) = 'object'),
  spread_pixels int not null default 0 check (spread_pixels >= 0),
  outside_pixels_changed bigint,
  warnings jsonb not null default '[]' check (jsonb_typeof(warnings) = 'array'),
  error_code text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  -- Token of the run that owns this edit now. Whoever shows another one has lost it. Opaque; unique per run.
  worker text,
  heartbeat_at timestamptz,
  -- How often it was started.
  runs smallint not null default 0,
  cancel_requested_at timestamptz,

  unique (id, image_id),
  foreign key (image_id, user_id) references public.images (id, user_id) on delete cascade,
  -- A parent is an edit of the same image. Deleted together with it only, by the cascade above.
  foreign key (parent_edit_id, image_id) references public.edits (id, image_id),

  constraint edits_running_has_worker check (status <> 'running' or num_nulls(worker, heartbeat_at, started_at) = 0),
  constraint edits_end_has_time check ((status in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null)),
  constraint edits_failure_has_code check ((status = 'failed') = (error_code is not null)),
  constraint edits_only_success_charges check (status = 'succeeded' or tokens_charged = 0),
  constraint edits_success_changed_nothing_outside check (
    status <> 'succeeded' or coalesce(outside_pixels_changed = 0, false)
  )
) with (fillfactor = 70);
create index edits_of_image on public.edits (image_id, created_at);
create index edits_of_user on public.edits (user_id, created_at desc);
create index edits_children on public.edits (parent_edit_id) where parent_edit_id is not null;
create index edits_unfinished_of_user on public.edits (user_id) where status in ('queued', 'running');
create index edits_queue on public.edits (created_at, id) where status = 'queued';
-- By id and not by heartbeat: a heartbeat must not touch an index.
create index edits_running on public.edits (id) where status = 'running';

create table public.patches (
  id uuid primary key default gen_random_uuid(),
  edit_id uuid not null references public.edits (id) on delete cascade,
  user_id uuid not null,
  ordinal smallint not null check (ordinal >= 0),
  x int not null check (x >= 0),
  y int not null check (y >= 0),
  width int not null check (width > 0),
  height int not null check (height > 0),
  mode text not null check (mode in ('over', 'replace')),
  path text not null check (path <> ''),
  bytes bigint not null check (bytes > 0),
  created_at timestamptz not null default now(),
  unique (edit_id, ordinal)
);
create index patches_of_user on public.patches (user_id);

alter table public.edits enable row level security;
alter table public.patches enable row level security;
revoke all on public.edits, public.patches from public, anon, authenticated;
grant select on public.edits, public.patches to authenticated;
grant all on public.edits, public.patches to service_role;
create policy "Owners read their edits" on public.edits
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "Owners read their patches" on public.patches
  for select to authenticated using ((select auth.uid()) = user_id);

-- One row per call to a provider, written before the call. No foreign key: statistics outlive the picture.
create table private.edit_attempts (
  id uuid primary key default gen_random_uuid(),
  edit_id uuid not null,
  ordinal smallint not null,
  model text not null,
  -- May be sent again after a crash, because nothing is billed.
  repeatable boolean not null,
  -- The provider's own name of the job: with it, a crash is polled instead of paid twice.
  provider_job_id text,
  outcome text check (outcome in ('succeeded', 'failed', 'cancelled')),
  error_code text,
  request_id text,
  cost_micro_usd bigint check (cost_micro_usd >= 0),
  duration_millis int check (duration_millis >= 0),
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  unique (edit_id, ordinal),
  constraint edit_attempts_end_has_time check ((outcome is null) = (finished_at is null))
);

-- Which request made which edit, for Idempotency-Key. Goes with the edit.
create table private.edit_requests (
  user_id uuid not null,
  idempotency_key text not null check (idempotency_key <> ''),
  request_hash text not null,
  edit_id uuid not null unique references public.edits (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (user_id, idempotency_key)
);

alter table private.edit_attempts enable row level security;
alter table private.edit_requests enable row level security;
revoke all on private.edit_attempts, private.edit_requests from public, anon, authenticated, service_role;

-- An edit ends once and never changes its end, whoever writes.
create function private.guard_edit_status() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if old.status = new.status and old.status in ('queued', 'running') then
    return new;
  end if;
  if (old.status, new.status) in (
    ('queued', 'running'), ('queued', 'failed'), ('queued', 'cancelled'),
    ('running', 'queued'), ('running', 'succeeded'), ('running', 'failed'), ('running', 'cancelled')
  ) then
    return new;
  end if;
  raise exception 'edit % is % and cannot become %', old.id, old.status, new.status using errcode = 'restrict_violation';
end
$$;
create trigger edits_guard_status
  before update on public.edits
  for each row execute function private.guard_edit_status();

-- The image, or the person, is deleted while an edit waits or runs: the tokens come back and the worker is told.
create function private.settle_deleted_edit() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.release_hold(h.id, 'Image deleted', 'system')
  from private.token_holds h
  where h.edit_id = old.id and h.state = 'open';
  if old.status = 'running' then
    perform pg_notify('edit_cancel', old.id::text);
  end if;
  perform pg_notify('edit_changed', old.id::text);
  return null;
end
$$;
-- Deferred to the commit: deleting a person locks the edits of many images, and the account comes after all of them.
create constraint trigger edits_settle_deleted
  after delete on public.edits
  deferrable initially deferred
  for each row execute function private.settle_deleted_edit();

-- An edit as the wrappers read it: the row, its patches, and the number of edits ahead of it while it is queued.
create function private.edit_json(p_edit public.edits) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(p_edit) || jsonb_build_object(
    'patches', (
      select coalesce(jsonb_agg(to_jsonb(p) order by p.ordinal), '[]'::jsonb)
      from public.patches p where p.edit_id = p_edit.id
    ),
    'queue_position', case when p_edit.status = 'queued' then (
      select count(*) from public.edits q
      where q.status = 'queued' and (q.created_at, q.id) < (p_edit.created_at, p_edit.id)
    ) end)
$$;

-- The edit with its patches, or null.
create function private.get_edit(p_user uuid, p_edit uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.edit_json(e) from public.edits e where e.id = p_edit and e.user_id = p_user
$$;

-- A ready image with its edits, oldest first, or null.
create function private.get_image(p_user uuid, p_image uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(i) || jsonb_build_object('edits', (
    select coalesce(jsonb_agg(private.edit_json(e) order by e.created_at, e.id), '[]'::jsonb)
    from public.edits e where e.image_id = i.id))
  from public.images i
  where i.id = p_image and i.user_id = p_user and i.state = 'ready'
$$;

-- A patch of this person's edit (the first one when p_patch is null), or null.
create function private.find_patch(p_user uuid, p_edit uuid, p_patch uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(p) from public.patches p
  where p.edit_id = p_edit and p.user_id = p_user and (p_patch is null or p.id = p_patch)
  order by p.ordinal
  limit 1
$$;

-- Patches in the order they are drawn on the original to get the version p_edit; none for the original itself (null).
create function private.version_patches(p_edit uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with recursive path as (
    select e.id, e.parent_edit_id, 0 as distance from public.edits e where e.id = p_edit
    union all
    select e.id, e.parent_edit_id, path.distance + 1
    from path join public.edits e on e.id = path.parent_edit_id
  )
  select coalesce(jsonb_agg(to_jsonb(p) order by path.distance desc, p.ordinal), '[]'::jsonb)
  from path join public.patches p on p.edit_id = path.id
$$;

-- ok (image, patches) | image_not_found | edit_not_found | edit_not_ready. p_edit null is the original.
create function private.get_version(p_user uuid, p_image uuid, p_edit uuid) returns jsonb
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
    if v_status is null or v_status in ('failed', 'cancelled') then
      return jsonb_build_object('outcome', 'edit_not_found');
    elsif v_status <> 'succeeded' then
      return jsonb_build_object('outcome', 'edit_not_ready');
    end if;
  end if;
  return jsonb_build_object(
    'outcome', 'ok', 'image', to_jsonb(v_image), 'patches', private.version_patches(p_edit));
end
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function
  private.get_edit, private.get_image, private.find_patch, private.get_version
  to service_role;
