-- What is said of an edit is kept as a code and what its sentence names, {code, values}, and worded in the language of
-- whoever reads it. Sentences of before are kept as they were told: {code: told, values: {text}}.

alter table public.edits drop constraint edits_choice_check;
alter table public.edits
  alter column choice type jsonb using case
    when choice is not null then jsonb_build_object('code', 'told', 'values', jsonb_build_object('text', choice))
  end;
alter table public.edits add constraint edits_choice_check check (choice ? 'code');

-- An edit that has ended is not to be written to; only its words change here.
alter table public.edits disable trigger edits_guard_status;
update public.edits
set warnings = (
  select jsonb_agg(
    jsonb_build_object('code', 'told', 'values', jsonb_build_object('text', warning ->> 'message')) order by place)
  from jsonb_array_elements(warnings) with ordinality as told (warning, place)
)
where warnings <> '[]'::jsonb;
alter table public.edits enable trigger edits_guard_status;

-- As before; the choice is data.
create or replace function private.create_chosen_edit(
  p_user uuid, p_edit jsonb, p_tokens bigint, p_idempotency_key text, p_request_hash text, p_max_running int
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_parent uuid := (p_edit ->> 'parentEditId')::uuid;
  v_answer jsonb;
  v_id uuid;
  v_choice jsonb := nullif(p_edit -> 'choice', 'null'::jsonb);
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
  return jsonb_set(v_answer, '{edit, choice}', coalesce(v_choice, 'null'::jsonb));
end
$$;

-- As before; the choice is data.
drop function private.switch_model(uuid, text, text, text);
create function private.switch_model(p_edit uuid, p_worker text, p_model text, p_choice jsonb) returns jsonb
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
grant execute on function private.switch_model to service_role;
