-- Why this model, and which others may do the edit where the person allows it.

alter table public.edits
  -- In words for the person, where the model was chosen for them.
  add column choice text check (choice <> '');

-- Goes with the edit.
create table private.edit_candidates (
  edit_id uuid primary key references public.edits (id) on delete cascade,
  -- [{model, tokens}], in the order to be tried after the edit's own model. None costs more than is held.
  candidates jsonb not null check (jsonb_typeof(candidates) = 'array')
);
alter table private.edit_candidates enable row level security;
revoke all on private.edit_candidates from public, anon, authenticated, service_role;

-- create_edit with the same outcomes, for an edit whose model was chosen: p_edit has also {choice?, candidates?}.
create function private.create_chosen_edit(
  p_user uuid, p_edit jsonb, p_tokens bigint, p_idempotency_key text, p_request_hash text, p_max_running int
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_answer jsonb :=
    private.create_edit(p_user, p_edit, p_tokens, p_idempotency_key, p_request_hash, p_max_running);
  v_id uuid := (v_answer #>> '{edit, id}')::uuid;
  v_choice text := p_edit ->> 'choice';
  v_candidates jsonb := coalesce(nullif(p_edit -> 'candidates', 'null'::jsonb), '[]'::jsonb);
begin
  if v_answer ->> 'outcome' <> 'created' then
    return v_answer;
  end if;
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

-- [{model, tokens}]
create function private.candidates_of(p_edit uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce((select candidates from private.edit_candidates where edit_id = p_edit), '[]'::jsonb)
$$;

-- ok | cancel | lost. The run goes on with another model: from here on it is the edit's own, also after a crash. What the
-- one before had shown so far will not be finished.
create function private.switch_model(p_edit uuid, p_worker text, p_model text, p_choice text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_cancelled boolean;
begin
  update public.edits
  set model = p_model, choice = p_choice, preview = null, heartbeat_at = clock_timestamp()
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
grant execute on function private.create_chosen_edit, private.candidates_of, private.switch_model to service_role;

-- As before, but it looks at how the latest attempt ended, so that what may go on does, and nothing is billed twice.
-- requeued | cancelled | interrupted
--   no attempt yet, or a repeatable one                        → requeued
--   the provider has its job, or had, and it did not fail      → requeued, to be polled
--   it failed: with a model that was given up for another one,
--     or by being one too many, before it began                → requeued
--   it failed otherwise                                        → failed as it did, nothing charged
--   else, or after the third run                               → failed as interrupted, nothing charged
-- A run that was given back in good order (not p_crashed) does not count.
create or replace function private.recover_edit(p_edit public.edits, p_crashed boolean) returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_attempt private.edit_attempts;
  v_may_go_on boolean;
begin
  if p_edit.cancel_requested_at is not null then
    perform private.end_edit_unpaid(p_edit.id, 'cancelled', null, 'Edit cancelled', 'user:' || p_edit.user_id);
    return 'cancelled';
  end if;
  select * into v_attempt from private.edit_attempts where edit_id = p_edit.id order by ordinal desc limit 1;
  v_may_go_on := not found
    or v_attempt.repeatable
    or v_attempt.provider_job_id is not null and coalesce(v_attempt.outcome, 'succeeded') = 'succeeded'
    or v_attempt.outcome = 'failed'
      and (v_attempt.model <> p_edit.model or v_attempt.error_code is not distinct from 'provider_rate_limited');
  if (p_crashed and p_edit.runs >= 3) or v_may_go_on is not true then
    perform private.end_edit_unpaid(
      p_edit.id, 'failed',
      case when v_attempt.outcome = 'failed' then coalesce(v_attempt.error_code, 'interrupted') else 'interrupted' end,
      'Edit interrupted', 'system');
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
revoke execute on function private.recover_edit from public, anon, authenticated;
