-- Selecting objects: a person's click, the job that answers it, and the answer until it is fetched.

-- Unlogged: after a crash of the database nobody waits for an answer any more.
create unlogged table private.selections (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  image_id uuid not null,
  -- The version: null is the original.
  edit_id uuid,
  -- {mode, points, box, lasso, area}: what was pointed at, in pixels of the version.
  wish jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  error_code text,
  -- {x, y, width, height, method}
  result jsonb,
  -- An 8-bit grey PNG of the result's size.
  mask bytea,
  created_at timestamptz not null default clock_timestamp(),
  foreign key (image_id, user_id) references public.images (id, user_id) on delete cascade,
  constraint selections_done_is_complete check (state <> 'done' or num_nulls(result, mask) = 0),
  constraint selections_failure_has_code check ((state = 'failed') = (error_code is not null))
);
create index selections_of_image on private.selections (image_id, user_id);
create index selections_of_user on private.selections (user_id, created_at);
alter table private.selections enable row level security;
revoke all on private.selections from public, anon, authenticated, service_role;

-- created (id) | image_not_found | too_many. The job 'select_object' gets {"selectionId"}. The caller has checked the version.
create function private.create_selection(
  p_user uuid, p_image uuid, p_edit uuid, p_wish jsonb, p_max_running int
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('repaint:selections:' || p_user, 0));
  -- Older ones were given up by whoever asked, without saying so.
  if (
    select count(*) from private.selections
    where user_id = p_user and state in ('waiting', 'running') and created_at > clock_timestamp() - interval '1 minute'
  ) >= p_max_running then
    return jsonb_build_object('outcome', 'too_many');
  end if;
  insert into private.selections (user_id, image_id, edit_id, wish)
  select p_user, i.id, p_edit, p_wish
  from public.images i where i.id = p_image and i.user_id = p_user and i.state = 'ready'
  returning id into v_id;
  if not found then
    return jsonb_build_object('outcome', 'image_not_found');
  end if;
  perform graphile_worker.add_job('select_object', json_build_object('selectionId', v_id), max_attempts => 2);
  return jsonb_build_object('outcome', 'created', 'id', v_id);
end
$$;

-- started (userId, imageId, editId, wish) | gone: what the worker begins with. A second worker may start it again.
create function private.start_selection(p_selection uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_selection private.selections;
begin
  update private.selections set state = 'running'
  where id = p_selection and state in ('waiting', 'running')
  returning * into v_selection;
  if not found then
    return jsonb_build_object('outcome', 'gone');
  end if;
  perform pg_notify('selection_changed', p_selection::text);
  return jsonb_build_object(
    'outcome', 'started', 'userId', v_selection.user_id, 'imageId', v_selection.image_id,
    'editId', v_selection.edit_id, 'wish', v_selection.wish);
end
$$;

-- done | gone. p_mask: the PNG in base64.
create function private.finish_selection(p_selection uuid, p_result jsonb, p_mask text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.selections set state = 'done', result = p_result, mask = decode(p_mask, 'base64')
  where id = p_selection and state = 'running';
  if not found then
    return jsonb_build_object('outcome', 'gone');
  end if;
  perform pg_notify('selection_changed', p_selection::text);
  return jsonb_build_object('outcome', 'done');
end
$$;

-- failed | gone
create function private.fail_selection(p_selection uuid, p_code text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.selections set state = 'failed', error_code = p_code
  where id = p_selection and state = 'running';
  if not found then
    return jsonb_build_object('outcome', 'gone');
  end if;
  perform pg_notify('selection_changed', p_selection::text);
  return jsonb_build_object('outcome', 'failed');
end
$$;

-- waiting | running | done (result, mask: base64) | failed (code) | not_found. An answer is given once and is gone with it.
create function private.take_selection(p_user uuid, p_selection uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_selection private.selections;
begin
  delete from private.selections
  where id = p_selection and user_id = p_user and state in ('done', 'failed')
  returning * into v_selection;
  if found then
    return jsonb_build_object(
      'outcome', v_selection.state, 'code', v_selection.error_code, 'result', v_selection.result,
      'mask', encode(v_selection.mask, 'base64'));
  end if;
  select * into v_selection from private.selections where id = p_selection and user_id = p_user;
  return jsonb_build_object('outcome', coalesce(v_selection.state, 'not_found'));
end
$$;

-- dropped | not_found: nobody waits for it any more.
create function private.drop_selection(p_user uuid, p_selection uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from private.selections where id = p_selection and user_id = p_user;
  return jsonb_build_object('outcome', case when found then 'dropped' else 'not_found' end);
end
$$;

-- Removes answers that nobody fetched.
create function private.sweep_selections(p_older_than_seconds int default 120) returns jsonb
language sql volatile security definer set search_path = ''
as $$
  with removed as (
    delete from private.selections
    where created_at < clock_timestamp() - make_interval(secs => p_older_than_seconds)
    returning id
  )
  select jsonb_build_object('outcome', 'swept', 'count', count(*)) from removed
$$;

-- enqueued. The job 'prepare_selection' gets {"imageId"}. Of all workers one prepares at a time, behind everything
-- urgent: whoever clicks first does not need it.
create function private.enqueue_preparation(p_image uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform graphile_worker.add_job(
    'prepare_selection', json_build_object('imageId', p_image), queue_name => 'prepare_selection',
    job_key => 'prepare_selection:' || p_image, priority => 100, max_attempts => 2);
  return jsonb_build_object('outcome', 'enqueued');
end
$$;

-- found (userId) | gone: whose ready image it is.
create function private.owner_of_image(p_image uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select jsonb_build_object('outcome', 'found', 'userId', i.user_id)
     from public.images i where i.id = p_image and i.state = 'ready'),
    jsonb_build_object('outcome', 'gone'))
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function
  private.create_selection, private.start_selection, private.finish_selection, private.fail_selection,
  private.take_selection, private.drop_selection, private.sweep_selections, private.enqueue_preparation,
  private.owner_of_image
  to service_role;
