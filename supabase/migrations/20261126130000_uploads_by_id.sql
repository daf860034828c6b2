-- An upload may bring the id of its image: sent again with the same bytes it is the same image, never a second one.

-- SHA-256 of the original; null where the upload brought no id.
alter table public.images add column content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$');
-- When someone last began to store its bytes; null once they have given up.
alter table public.images add column receiving_since timestamptz;

-- created (image): the bytes are stored next, then enqueue_ingest is called.
-- exists (image): the same person's, of the same bytes; they are stored, or being stored by someone else.
-- conflict: another person's, or of other bytes.
-- p_image: {id?, name, format, bytes, sha256?}. An upload whose process has given up or died is taken over, and is then
-- as fresh as a first one to whoever sweeps.
create or replace function private.create_image(p_user uuid, p_image jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_image public.images;
begin
  -- Again where the image that was in the way is deleted meanwhile.
  loop
    insert into public.images (id, user_id, name, format, bytes, content_sha256, receiving_since)
    values (
      coalesce((p_image ->> 'id')::uuid, gen_random_uuid()), p_user,
      p_image ->> 'name', p_image ->> 'format', (p_image ->> 'bytes')::bigint, p_image ->> 'sha256', now())
    on conflict do nothing
    returning * into v_image;
    if found then
      return jsonb_build_object('outcome', 'created', 'image', to_jsonb(v_image));
    end if;
    update public.images
    set created_at = now(), receiving_since = now()
    where id = (p_image ->> 'id')::uuid and user_id = p_user and content_sha256 = p_image ->> 'sha256'
      and state = 'incoming' and (receiving_since is null or receiving_since < now() - interval '1 minute')
    returning * into v_image;
    if found then
      return jsonb_build_object('outcome', 'created', 'image', to_jsonb(v_image));
    end if;
    select * into v_image from public.images
    where id = (p_image ->> 'id')::uuid and user_id = p_user and content_sha256 = p_image ->> 'sha256';
    if found then
      return jsonb_build_object('outcome', 'exists', 'image', to_jsonb(v_image));
    end if;
    perform from public.images where id = (p_image ->> 'id')::uuid;
    if found then
      return jsonb_build_object('outcome', 'conflict');
    end if;
  end loop;
end
$$;

-- left | gone: whoever was storing the bytes could not, and the next upload of this id takes over.
create function private.leave_image(p_user uuid, p_image uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update public.images set receiving_since = null where id = p_image and user_id = p_user and state = 'incoming';
  return jsonb_build_object('outcome', case when found then 'left' else 'gone' end);
end
$$;

-- Whether there is an image below this prefix again: what is left to remove of an earlier one of its id is then its own.
create function private.has_image(p_user uuid, p_image uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(exists (select from public.images where id = p_image and user_id = p_user))
$$;

revoke execute on function private.leave_image, private.has_image from public, anon, authenticated;
grant execute on function private.leave_image, private.has_image to service_role;
