-- What somebody's account page tells: who they are to Supabase Auth, what they keep here, and where they are signed in.

-- {email, created_at, images, edits}, or null for nobody.
create function private.get_profile(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'email', u.email,
    'created_at', u.created_at,
    'images', (select count(*) from public.images i where i.user_id = u.id and i.state = 'ready'),
    'edits', (select count(*) from public.edits e where e.user_id = u.id))
  from auth.users u where u.id = p_user
$$;

-- [{id, created_at, refreshed_at, user_agent}], the last used first, 100 at most; null where Auth keeps no sessions here.
create function private.list_sessions(p_user uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if to_regclass('auth.sessions') is null then
    return null;
  end if;
  return (
    select coalesce(jsonb_agg(to_jsonb(s) order by coalesce(s.refreshed_at, s.created_at) desc, s.id), '[]'::jsonb)
    from (
      -- Auth keeps this one time without a zone, in UTC.
      select id, created_at, refreshed_at at time zone 'utc' as refreshed_at, user_agent
      from auth.sessions
      where user_id = p_user and (not_after is null or not_after > clock_timestamp())
      order by coalesce(refreshed_at at time zone 'utc', created_at) desc, id
      limit 100
    ) s);
end
$$;

-- ended | not_found. Its refresh tokens go with it, so that it is not renewed any more.
create function private.end_session(p_user uuid, p_session uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if to_regclass('auth.sessions') is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  delete from auth.sessions where id = p_session and user_id = p_user;
  return jsonb_build_object('outcome', case when found then 'ended' else 'not_found' end);
end
$$;

revoke execute on function private.get_profile, private.list_sessions, private.end_session
  from public, anon, authenticated;
grant execute on function private.get_profile, private.list_sessions, private.end_session to service_role;
