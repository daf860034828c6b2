-- Open holds of all accounts, with what each waits for.

create index token_holds_oldest on private.token_holds (created_at, id) where state = 'open';

-- running | queued: its edit is on its way. All others look stuck:
-- worker_silent: its edit runs, but no worker has said for two minutes that it lives, and no other has taken it up
-- expired: nobody has renewed it in time, and nobody has ended it
-- edit_ended, edit_missing: its edit does not need it any more
create function private.hold_situation(p_hold private.token_holds, p_edit public.edits) returns text
language sql stable security definer set search_path = ''
as $$
  select case
    when p_edit.id is null then 'edit_missing'
    when p_edit.status not in ('queued', 'running') then 'edit_ended'
    when p_hold.expires_at < clock_timestamp() then 'expired'
    when p_edit.status = 'running' and p_edit.heartbeat_at < clock_timestamp() - interval '2 minutes' then 'worker_silent'
    else p_edit.status
  end
$$;

create function private.hold_json(p_hold private.token_holds, p_edit public.edits) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_hold.id, 'user_id', p_hold.user_id, 'edit_id', p_hold.edit_id, 'amount', p_hold.amount,
    'situation', private.hold_situation(p_hold, p_edit),
    'email', (select d.email from private.account_addresses d where d.user_id = p_hold.user_id),
    'created_at', p_hold.created_at, 'expires_at', p_hold.expires_at, 'heartbeat_at', p_edit.heartbeat_at)
$$;

-- Oldest first: those older than p_seconds, and younger ones that look stuck. Pass created_at and id of the last one seen
-- to go on, nulls to begin.
create function private.list_open_holds(p_seconds int, p_after timestamptz, p_after_id uuid, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(x.hold order by x.created_at, x.id), '[]'::jsonb)
  from (
    select h.created_at, h.id, private.hold_json(h, e) as hold
    from private.token_holds h left join public.edits e on e.id = h.edit_id
    where h.state = 'open'
      and (h.created_at, h.id) > (coalesce(p_after, '-infinity'), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
      and (h.created_at < clock_timestamp() - make_interval(secs => p_seconds)
        or private.hold_situation(h, e) not in ('queued', 'running'))
    order by h.created_at, h.id
    limit p_limit
  ) x
$$;

-- All that are open, oldest first.
create function private.list_holds_of_account(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.hold_json(h, e) order by h.created_at, h.id), '[]'::jsonb)
  from private.token_holds h left join public.edits e on e.id = h.edit_id
  where h.user_id = p_user and h.state = 'open'
$$;

revoke execute on function
  private.hold_situation, private.hold_json, private.list_open_holds, private.list_holds_of_account
  from public, anon, authenticated;
grant execute on function private.list_open_holds, private.list_holds_of_account to service_role;
