-- Where a list goes on is a bound of the index it is read by, also where the plan was made without knowing it: as "null or
-- below" it was a filter on all rows before it, so that a page cost as much as all pages down to it.

-- As before.
create or replace function private.list_purchases(p_user uuid, p_before timestamptz, p_before_id uuid, p_limit int)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at desc, p.id desc), '[]'::jsonb)
  from (
    select * from private.purchases
    where user_id = p_user
      and (created_at, id) < (
        coalesce(p_before, 'infinity'), coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by created_at desc, id desc
    limit p_limit
  ) p
$$;

-- As before.
create or replace function private.list_pending_purchases(
  p_seconds int, p_after timestamptz, p_after_id uuid, p_limit int
) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at, p.id), '[]'::jsonb)
  from (
    select * from private.purchases
    where status = 'pending' and stripe_session_id is not null
      and created_at < clock_timestamp() - make_interval(secs => p_seconds)
      and (created_at, id) > (
        coalesce(p_after, '-infinity'), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
    order by created_at, id
    limit p_limit
  ) p
$$;

-- As before.
create or replace function private.list_images(p_user uuid, p_before timestamptz, p_before_id uuid, p_limit int)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(i) order by i.created_at desc, i.id desc), '[]'::jsonb)
  from (
    select * from public.images
    where user_id = p_user and state = 'ready'
      and (created_at, id) < (
        coalesce(p_before, 'infinity'), coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by created_at desc, id desc
    limit p_limit
  ) i
$$;

revoke execute on function private.list_purchases, private.list_pending_purchases, private.list_images
  from public, anon, authenticated;
grant execute on function private.list_purchases, private.list_pending_purchases, private.list_images to service_role;
