-- As before, but a page deep in the book costs what its first one does, also where the plan was made without knowing what
-- is asked for.
create or replace function private.list_admin_actions(p_user uuid, p_before_id bigint, p_limit int) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_before bigint := coalesce(p_before_id, 9223372036854775807);
  v_ids bigint[];
begin
  if p_user is null then
    v_ids := array(select id from private.admin_actions where id < v_before order by id desc limit p_limit);
  else
    v_ids := array(
      select id from private.admin_actions where user_id = p_user and id < v_before order by id desc limit p_limit);
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', a.id, 'actor', a.actor, 'action', a.action, 'user_id', a.user_id, 'subject', a.subject, 'reason', a.reason,
      'details', a.details, 'created_at', a.created_at) order by a.id desc), '[]'::jsonb)
    from private.admin_actions a
    where a.id = any(v_ids));
end
$$;
revoke execute on function private.list_admin_actions from public, anon, authenticated;
grant execute on function private.list_admin_actions to service_role;
