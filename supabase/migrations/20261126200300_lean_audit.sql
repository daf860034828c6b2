-- The audit of the ledger as it is kept now: lots told by the entries, holds told by the entries, and what the tables no
-- longer check by themselves.

create or replace function private.audit_balances() returns table (invariant text, user_id uuid, detail jsonb)
language sql stable security definer set search_path = ''
as $$
  with sums as (
    select e.user_id, sum(e.delta) as available, sum(e.held_delta) as held, count(*) as entries, max(e.version) as newest
    from private.token_entries e group by e.user_id
  ), open_holds as (
    select h.user_id, sum(h.amount) as held, count(*) as holds from private.open_holds h group by h.user_id
  ), settlements as (
    select e.edit_id, min(e.user_id::text)::uuid as user_id,
      count(*) filter (where e.kind = 'hold') as placed,
      count(*) filter (where e.kind <> 'hold') as settled,
      sum(e.held_delta) as held,
      sum(e.delta) filter (where e.kind = 'hold') as drawn,
      sum(e.delta) filter (where e.kind <> 'hold') as returned,
      -- Only a capture keeps some of it.
      bool_and(e.kind = 'capture' or e.delta = -e.held_delta) as is_whole,
      count(distinct e.user_id) as accounts
    from private.token_entries e
    where e.kind in ('hold', 'capture', 'release', 'expire')
    group by e.edit_id
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
  select 'open_holds_are_counted', a.user_id, jsonb_build_object('account', a.open_holds, 'holds', coalesce(o.holds, 0))
  from private.token_accounts a left join open_holds o using (user_id)
  where a.open_holds <> coalesce(o.holds, 0)

  union all
  select 'versions_have_no_gap', a.user_id,
    jsonb_build_object('account', a.version, 'entries', coalesce(s.entries, 0), 'newest', s.newest)
  from private.token_accounts a left join sums s using (user_id)
  where a.version <> coalesce(s.entries, 0) or a.version <> coalesce(s.newest, 0)

  union all
  select 'entry_has_an_account', s.user_id, jsonb_build_object('entries', s.entries)
  from sums s
  where not exists (select from private.token_accounts a where a.user_id = s.user_id)

  union all
  select 'key_has_its_hash', e.user_id, jsonb_build_object('version', e.version)
  from private.token_entries e
  where (e.idempotency_key is null) <> (e.request_hash is null)

  union all
  select 'balance_after_is_running_sum', r.user_id, jsonb_build_object('version', r.version)
  from running r
  where r.available_after <> r.available or r.held_after <> r.held

  union all
  select 'debt_is_flagged', a.user_id, jsonb_build_object('available', a.available, 'in_debt', a.in_debt)
  from private.token_accounts a
  where (a.available < 0) <> a.in_debt

  union all
  select 'hold_is_placed_and_settled_once', s.user_id,
    jsonb_build_object('edit', s.edit_id, 'placed', s.placed, 'settled', s.settled, 'held', s.held)
  from settlements s left join private.open_holds o using (edit_id)
  where s.placed <> 1
    or s.accounts <> 1
    or s.settled <> (o.edit_id is null)::int
    or s.held <> coalesce(o.amount, 0)
    or s.returned not between 0 and -s.drawn
    or not s.is_whole

  union all
  select 'open_hold_has_its_entry', o.user_id, jsonb_build_object('edit', o.edit_id)
  from private.open_holds o
  left join private.token_entries e on e.edit_id = o.edit_id and e.kind = 'hold'
  where (e.user_id, e.held_delta, e.delta, e.created_at) is distinct from (o.user_id, o.amount, -o.amount, o.created_at)

  union all
  select 'edit_has_a_hold', e.user_id, jsonb_build_object('edit', e.id, 'status', e.status)
  from public.edits e left join private.token_holds h on h.edit_id = e.id
  where h.id is null

  union all
  select 'edit_and_hold_agree', e.user_id,
    jsonb_build_object('edit', e.id, 'status', e.status, 'state', h.state)
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
  select 'edit_of_open_hold_exists', h.user_id, jsonb_build_object('edit', h.edit_id)
  from private.open_holds h
  where not exists (select from public.edits e where e.id = h.edit_id)
$$;

create or replace function private.audit_lots() returns table (invariant text, user_id uuid, detail jsonb)
language sql stable security definer set search_path = ''
as $$
  with changes as (
    select e.user_id, e.version, c.lot, c.delta from private.token_entries e cross join unnest(e.lots) c
  ), of_lots as (
    select c.user_id, c.lot, sum(c.delta) as delta from changes c group by c.user_id, c.lot
  ), of_entries as (
    select c.user_id, c.version, sum(c.delta) as delta from changes c group by c.user_id, c.version
  ), of_accounts as (
    select l.user_id, sum(l.remaining) as remaining, min(l.expires_at) filter (where l.remaining > 0) as expires_at
    from private.lots_now l group by l.user_id
  ), of_holds as (
    select h.user_id, h.edit_id, h.version as placed, h.held_delta as amount, s.version as settled
    from private.token_entries h
    left join private.token_entries s
      on s.edit_id = h.edit_id and s.user_id = h.user_id and s.kind in ('capture', 'release', 'expire')
    where h.kind = 'hold'
  )
  select 'lot_is_sum_of_its_changes', coalesce(l.user_id, s.user_id),
    jsonb_build_object('lot', coalesce(l.version, s.lot), 'remaining', l.remaining, 'changes', s.delta)
  from private.lots_now l full join of_lots s on s.user_id = l.user_id and s.lot = l.version
  where l.id is null or l.remaining <> coalesce(s.delta, 0)

  union all
  select 'lot_is_within_its_size', l.user_id,
    jsonb_build_object('lot', l.version, 'remaining', l.remaining, 'original', l.original)
  from private.lots_now l
  where l.remaining < 0 or l.remaining > l.original or l.is_empty and l.remaining > 0

  union all
  select 'lots_hold_what_is_available', a.user_id,
    jsonb_build_object('available', a.available, 'lots', coalesce(s.remaining, 0))
  from private.token_accounts a left join of_accounts s using (user_id)
  where greatest(a.available, 0) <> coalesce(s.remaining, 0)

  union all
  select 'open_lot_is_spent_first', a.user_id, jsonb_build_object('open', a.open_lot, 'first', f.version)
  from private.token_accounts a
  left join lateral (
    select l.version from private.token_lots l
    where l.user_id = a.user_id and not l.is_empty
    order by l.kind, l.priority, l.expires_at nulls last, l.version
    limit 1
  ) f on true
  where a.open_lot is distinct from f.version and a.open_lot is not null

  union all
  select 'entry_moves_its_lots', e.user_id, jsonb_build_object('version', e.version, 'kind', e.kind, 'lots', coalesce(s.delta, 0))
  from private.token_entries e left join of_entries s using (user_id, version)
  where greatest(e.available_after, 0) - greatest(e.available_after - e.delta, 0) <> coalesce(s.delta, 0)

  union all
  select 'hold_is_funded_by_lots', h.user_id, jsonb_build_object('edit', h.edit_id, 'amount', h.amount, 'lots', -coalesce(s.delta, 0))
  from of_holds h left join of_entries s on s.user_id = h.user_id and s.version = h.placed
  where h.amount <> -coalesce(s.delta, 0)

  union all
  select 'hold_returns_to_the_lots_that_funded_it', h.user_id, jsonb_build_object('edit', h.edit_id, 'lot', r.lot)
  from of_holds h
  join changes r on r.user_id = h.user_id and r.version = h.settled
  left join changes d on d.user_id = h.user_id and d.version = h.placed and d.lot = r.lot
  where r.delta < 0 or r.delta > -coalesce(d.delta, 0)

  union all
  select 'expiry_is_noticed', a.user_id, jsonb_build_object('account', a.lots_expire_at, 'lots', s.expires_at)
  from private.token_accounts a join of_accounts s using (user_id)
  where s.expires_at < coalesce(a.lots_expire_at, 'infinity')
$$;
