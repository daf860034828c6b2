-- What is stored beside an image, for the archive of all that somebody keeps here: for each edit that has files, oldest
-- first, {edit_id, has_mask, reference_count, erased_path, patches: [path]}. Those of discarded edits may be gone.
create function private.list_edit_files(p_user uuid, p_image uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'edit_id', e.id, 'has_mask', e.has_mask, 'reference_count', e.reference_count, 'erased_path', a.erased_path,
      'patches', (
        select coalesce(jsonb_agg(p.path order by p.ordinal), '[]'::jsonb)
        from public.patches p where p.edit_id = e.id))
    order by e.created_at, e.id), '[]'::jsonb)
  from public.edits e left join public.appearances a on a.edit_id = e.id
  where e.image_id = p_image and e.user_id = p_user
$$;
revoke execute on function private.list_edit_files from public, anon, authenticated;
grant execute on function private.list_edit_files to service_role;
