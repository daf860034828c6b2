-- Deleting an account. It begins in one short transaction: from then on nobody gets in, nothing of it runs and no key of
-- it works. What it kept is then removed by the job 'delete_account' in steps that may each be repeated, so that a crash
-- between any two of them is made good by the next run. The books stay, as accounts must: under a number that belongs to
-- nobody any more. What is kept of a deletion is that number and two times.

create table private.account_deletions (
  -- No foreign key: it outlives whom it names.
  user_id uuid primary key,
  begun_at timestamptz not null default clock_timestamp(),
  -- Sign of life of the run that is at it.
  worked_at timestamptz not null default clock_timestamp(),
  -- To be forgotten by Stripe, too; null once that is done.
  stripe_customer_id text,
  finished_at timestamptz
);
create index account_deletions_unfinished on private.account_deletions (worked_at) where finished_at is null;
alter table private.account_deletions enable row level security;
revoke all on private.account_deletions from public, anon, authenticated, service_role;

create function private.enqueue_account_deletion(p_user uuid, p_run_at timestamptz default null) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform graphile_worker.add_job(
    'delete_account', json_build_object('userId', p_user), job_key => 'account:' || p_user, run_at => p_run_at);
end
$$;

-- begun | exists | account_blocked (whom the operator has blocked could else come back at once). The tokens of edits that
-- wait or run are given back first.
create function private.begin_account_deletion(p_user uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_edit uuid;
begin
  if exists (select from private.token_accounts where user_id = p_user and blocked_at is not null) then
    return jsonb_build_object('outcome', 'account_blocked');
  end if;
  insert into private.account_deletions (user_id, stripe_customer_id)
  values (p_user, private.get_stripe_customer(p_user))
  on conflict do nothing;
  if not found then
    return jsonb_build_object('outcome', 'exists');
  end if;
  for v_edit in
    select id from public.edits where user_id = p_user and status in ('queued', 'running') order by id for no key update
  loop
    perform private.end_edit_unpaid(v_edit, 'cancelled', null, 'Account deleted', 'user:' || p_user);
    perform pg_notify('edit_cancel', v_edit::text);
  end loop;
  delete from private.api_keys where user_id = p_user;
  delete from private.user_roles where user_id = p_user;
  delete from private.stripe_customers where user_id = p_user;
  if to_regclass('auth.sessions') is not null then
    delete from auth.sessions where user_id = p_user;
  end if;
  perform private.enqueue_account_deletion(p_user);
  return jsonb_build_object('outcome', 'begun');
end
$$;

-- {finished, stripe_customer_id}, or null where there is nothing to delete. Counts as a sign of life.
create function private.work_on_account_deletion(p_user uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_deletion private.account_deletions;
begin
  update private.account_deletions set worked_at = clock_timestamp() where user_id = p_user returning * into v_deletion;
  if not found then
    return null;
  end if;
  return jsonb_build_object(
    'finished', v_deletion.finished_at is not null, 'stripe_customer_id', v_deletion.stripe_customer_id);
end
$$;

-- more | done. Removes images with all that hangs on them, so many at a time. Only of somebody whose deletion has begun.
create function private.delete_account_rows(p_user uuid, p_limit int) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if private.work_on_account_deletion(p_user) is null then
    raise exception 'the account % is not being deleted', p_user using errcode = 'invalid_parameter_value';
  end if;
  delete from public.images where id in (
    select id from public.images where user_id = p_user order by id limit p_limit for update);
  return jsonb_build_object('outcome', case when found then 'more' else 'done' end);
end
$$;

-- The files of an account that is being deleted are removed together, and not by two jobs for each image.
create or replace function private.remove_files_of_image() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_prefix text := private.image_prefix(old);
begin
  if exists (select from private.account_deletions where user_id = old.user_id) then
    return null;
  end if;
  -- The second job catches what a worker that was busy with the image wrote before it learned that the image is gone.
  perform graphile_worker.add_job('remove_files', json_build_object('prefix', v_prefix));
  perform graphile_worker.add_job(
    'remove_files', json_build_object('prefix', v_prefix), run_at => now() + interval '5 minutes');
  return null;
end
$$;

-- What Auth's own log tells of somebody.
create function private.forget_in_auth_log(p_user uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if to_regclass('auth.audit_log_entries') is not null then
    delete from auth.audit_log_entries where payload::text like '%' || p_user || '%';
  end if;
exception when insufficient_privilege then
  null; -- The project keeps its log from us, and for itself.
end
$$;

-- Removes somebody from Auth where it has no way to be asked for that.
create function private.remove_auth_user(p_user uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if to_regclass('auth.refresh_tokens') is not null then
    delete from auth.refresh_tokens where user_id::text = p_user::text;
  end if;
  delete from auth.users where id = p_user;
end
$$;

-- The last step: what the books kept of the person beside the number. And once more in a while, for files that something
-- still under way wrote.
create function private.finish_account_deletion(p_user uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_somebody uuid := gen_random_uuid();
begin
  update private.purchases set stripe_customer_id = null, receipt_url = null
  where user_id = p_user and (stripe_customer_id is not null or receipt_url is not null);
  -- The address stays worth no second grant, and leads nowhere.
  update private.signup_grants set user_id = gen_random_uuid() where user_id = p_user;
  -- How the edits ended stays for the figures, as those of a somebody: days and times of activity count them as one
  -- person, whom nothing leads to.
  update private.edit_ends set user_id = v_somebody, edit_id = gen_random_uuid() where user_id = p_user;
  update private.account_deletions set finished_at = clock_timestamp(), stripe_customer_id = null where user_id = p_user;
  perform private.enqueue_account_deletion(p_user, clock_timestamp() + interval '5 minutes');
end
$$;

-- Takes up deletions whose run gave no sign of life for so long: its worker died, or the queue gave up.
create function private.sweep_account_deletions(p_stale_seconds int default 120) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid;
  v_taken_up int := 0;
begin
  for v_user in
    update private.account_deletions set worked_at = clock_timestamp()
    where user_id in (
      select user_id from private.account_deletions
      where finished_at is null and worked_at < clock_timestamp() - make_interval(secs => p_stale_seconds)
      order by worked_at limit 10
      for update skip locked)
    returning user_id
  loop
    perform private.enqueue_account_deletion(v_user);
    v_taken_up := v_taken_up + 1;
  end loop;
  return jsonb_build_object('outcome', 'swept', 'taken_up', v_taken_up);
end
$$;

-- As open_account, or deleted: an account that was deleted stays so, whoever still has a session of it.
create function private.admit_account(p_user uuid, p_tokens bigint, p_address_hash text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if exists (select from private.account_deletions where user_id = p_user) then
    return jsonb_build_object('outcome', 'deleted');
  end if;
  return private.open_account(p_user, p_tokens, p_address_hash);
end
$$;

revoke execute on function
  private.enqueue_account_deletion, private.begin_account_deletion, private.work_on_account_deletion,
  private.delete_account_rows, private.forget_in_auth_log, private.remove_auth_user, private.finish_account_deletion,
  private.sweep_account_deletions, private.admit_account
  from public, anon, authenticated;
grant execute on function
  private.begin_account_deletion, private.work_on_account_deletion, private.delete_account_rows,
  private.forget_in_auth_log, private.remove_auth_user, private.finish_account_deletion, private.sweep_account_deletions,
  private.admit_account
  to service_role;
