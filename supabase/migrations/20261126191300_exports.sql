-- Entries and purchases of everyone in the order of time, to be written into a file batch by batch.

create index token_entries_in_order on private.token_entries (created_at, id);

-- Oldest first, from p_from until before p_to. Pass created_at and id of the last one seen to go on, nulls to begin.
create function private.export_entries(
  p_from timestamptz, p_to timestamptz, p_after timestamptz, p_after_id uuid, p_limit int
) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(e) order by e.created_at, e.id), '[]'::jsonb)
  from (
    select id, created_at, user_id, version, kind, delta, held_delta, available_after, held_after, reason, actor,
      reference, edit_id
    from private.token_entries
    where (created_at, id) > (coalesce(p_after, p_from), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
      and created_at < p_to
    order by created_at, id
    limit p_limit
  ) e
$$;

-- As export_entries, by when they were ordered.
create function private.export_purchases(
  p_from timestamptz, p_to timestamptz, p_after timestamptz, p_after_id uuid, p_limit int
) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at, p.id), '[]'::jsonb)
  from (
    select x.*, (select d.email from private.account_addresses d where d.user_id = x.user_id) as email
    from private.purchases x
    where (x.created_at, x.id) > (coalesce(p_after, p_from), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
      and x.created_at < p_to
    order by x.created_at, x.id
    limit p_limit
  ) p
$$;

revoke execute on function private.export_entries, private.export_purchases from public, anon, authenticated;
grant execute on function private.export_entries, private.export_purchases to service_role;
