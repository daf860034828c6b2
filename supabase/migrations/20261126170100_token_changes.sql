-- The entries that changed how many tokens an account has, available and held together, newest first: a hold and its
-- release only move some aside. With the edit they were spent on, while it is there. Pass the last version seen to go on,
-- null to begin.
create function private.list_token_changes(p_user uuid, p_before_version bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(c) order by c.version desc), '[]'::jsonb)
  from (
    select t.id, t.version, t.kind, t.delta + t.held_delta as tokens, t.available_after + t.held_after as balance,
      e.operation, i.name as image_name, t.created_at
    from private.token_entries t
    left join public.edits e on e.id = t.edit_id
    left join public.images i on i.id = e.image_id
    where t.user_id = p_user
      and t.delta + t.held_delta <> 0
      and (p_before_version is null or t.version < p_before_version)
    order by t.version desc
    limit p_limit
  ) c
$$;
revoke execute on function private.list_token_changes from public, anon, authenticated;
grant execute on function private.list_token_changes to service_role;
