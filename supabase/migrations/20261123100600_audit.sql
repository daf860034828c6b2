-- The books checked against themselves and against the edits: one row for every broken rule, none when all is sound.
-- One statement, so one snapshot: may run while everything else does.
create function private.audit_ledger() returns table (invariant text, user_id uuid, detail jsonb)
language sql stable security definer set search_path = ''
as $$
  with sums as (
    select e.user_id, sum(e.delta) as available, sum(e.held_delta) as held, count(*) as entries, max(e.version) as newest
    from private.token_entries e group by e.user_id
  ), open_holds as (
    select h.user_id, sum(h.amount) as held from private.token_holds h where h.state = 'open' group by h.user_id
  ), settlements as (
    select h.id,
      count(*) filter (where e.kind = 'hold' and e.held_delta = h.amount and e.delta = -h.amount) as placed,
      count(*) filter (where e.kind <> 'hold' and e.held_delta = -h.amount and e.delta = h.amount - h.captured_amount
        and e.kind = case h.state when 'captured' then 'capture' when 'released' then 'release' when 'expired' then 'expire' end
      ) as settled,
      count(e.id) as entries
    from private.token_holds h
    left join private.token_entries e
      on e.edit_id = h.edit_id and e.user_id = h.user_id and e.kind in ('hold', 'capture', 'release', 'expire')
    group by h.id
  ), running as (
    select e.user_id, e.version, e.available_after, e.held_after,
      sum(e.delta) over per_account as available, sum(e.held_delta) over per_account as held
    from private.token_entries e
    window per_account as (partition by e.user_id order by e.version)
  )
  select 'available_is_sum_of_entries', a.user_id,
    jsonb_build_object('account', a.available, 'entries', coalesce(s.available, 0))
  from private.token_accounts a left join sums s using (user_id)
  where a.available <> coalesce(s.available, 0)

  union all
  select 'held_is_sum_of_entries', a.user_id, jsonb_build_object('account', a.held, 'entries', coalesce(s.held, 0))
  from private.token_accounts a left join sums s using (user_id)
  where a.held <> coalesce(s.held, 0)

  union all
  select 'held_is_sum_of_open_holds', a.user_id, jsonb_build_object('account', a.held, 'holds', coalesce(o.held, 0))
  from private.token_accounts a left join open_holds o using (user_id)
  where a.held <> coalesce(o.held, 0)

  union all
  select 'versions_have_no_gap', a.user_id,
    jsonb_build_object('account', a.version, 'entries', coalesce(s.entries, 0), 'newest', s.newest)
  from private.token_accounts a left join sums s using (user_id)
  where a.version <> coalesce(s.entries, 0) or a.version <> coalesce(s.newest, 0)

  union all
  select 'balance_after_is_running_sum', r.user_id, jsonb_build_object('version', r.version)
  from running r
  where r.available_after <> r.available or r.held_after <> r.held

  union all
  select 'debt_is_flagged', a.user_id, jsonb_build_object('available', a.available, 'in_debt', a.in_debt)
  from private.token_accounts a
  where (a.available < 0) <> a.in_debt

  union all
  select 'hold_is_placed_and_settled_once', h.user_id,
    jsonb_build_object('hold', h.id, 'state', h.state, 'placed', s.placed, 'settled', s.settled, 'entries', s.entries)
  from private.token_holds h join settlements s using (id)
  where s.placed <> 1
    or s.settled <> case h.state when 'open' then 0 else 1 end
    or s.entries <> case h.state when 'open' then 1 else 2 end

  union all
  select 'edit_has_a_hold', e.user_id, jsonb_build_object('edit', e.id, 'status', e.status)
  from public.edits e left join private.token_holds h on h.edit_id = e.id
  where h.id is null

  union all
  select 'edit_and_hold_agree', e.user_id,
    jsonb_build_object('edit', e.id, 'status', e.status, 'hold', h.id, 'state', h.state)
  from public.edits e join private.token_holds h on h.edit_id = e.id
  where h.user_id <> e.user_id
    or h.amount <> e.tokens_quoted
    or h.captured_amount <> e.tokens_charged
    or case e.status
      when 'queued' then h.state <> 'open'
      when 'running' then h.state <> 'open'
      when 'succeeded' then h.state <> 'captured'
      when 'failed' then h.state not in ('released', 'expired')
      else h.state <> 'released'
    end

  union all
  select 'edit_of_open_hold_exists', h.user_id, jsonb_build_object('hold', h.id, 'edit', h.edit_id)
  from private.token_holds h
  where h.state = 'open' and not exists (select from public.edits e where e.id = h.edit_id)
$$;

revoke execute on all functions in schema private from public, anon, authenticated;
grant execute on function private.audit_ledger to service_role;
