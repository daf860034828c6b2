-- The audit of what the ledger has learned since: lots, purchases, freezes, and the book of the operators.

alter function private.audit_ledger() rename to audit_balances;
revoke execute on function private.audit_balances from service_role;

create function private.audit_lots() returns table (invariant text, user_id uuid, detail jsonb)
language sql stable security definer set search_path = ''
as $$
  with of_lots as (
    select c.lot_id, sum(c.delta) as delta, min(c.user_id::text) as user_id from private.lot_changes c group by c.lot_id
  ), of_entries as (
    select c.user_id, c.version, sum(c.delta) as delta from private.lot_changes c group by c.user_id, c.version
  ), of_accounts as (
    select l.user_id, sum(l.remaining) as remaining, min(l.expires_at) filter (where l.remaining > 0) as expires_at
    from private.token_lots l group by l.user_id
  ), of_holds as (
    select h.id, h.user_id, h.amount, e.version as placed,
      (select s.version from private.token_entries s
       where s.edit_id = h.edit_id and s.user_id = h.user_id and s.kind in ('capture', 'release', 'expire')) as settled
    from private.token_holds h
    join private.token_entries e on e.edit_id = h.edit_id and e.user_id = h.user_id and e.kind = 'hold'
  )
  select 'lot_is_sum_of_its_changes', coalesce(l.user_id, s.user_id::uuid),
    jsonb_build_object('lot', coalesce(l.id, s.lot_id), 'remaining', l.remaining, 'changes', s.delta)
  from private.token_lots l full join of_lots s on s.lot_id = l.id
  where l.id is null or l.remaining <> coalesce(s.delta, 0)

  union all
  select 'lot_is_within_its_size', l.user_id,
    jsonb_build_object('lot', l.id, 'remaining', l.remaining, 'original', l.original)
  from private.token_lots l
  where l.remaining < 0 or l.remaining > l.original

  union all
  select 'lots_hold_what_is_available', a.user_id,
    jsonb_build_object('available', a.available, 'lots', coalesce(s.remaining, 0))
  from private.token_accounts a left join of_accounts s using (user_id)
  where greatest(a.available, 0) <> coalesce(s.remaining, 0)

  union all
  select 'entry_moves_its_lots', e.user_id, jsonb_build_object('version', e.version, 'kind', e.kind, 'lots', coalesce(s.delta, 0))
  from private.token_entries e left join of_entries s using (user_id, version)
  where greatest(e.available_after, 0) - greatest(e.available_after - e.delta, 0) <> coalesce(s.delta, 0)

  union all
  select 'hold_is_funded_by_lots', h.user_id, jsonb_build_object('hold', h.id, 'amount', h.amount, 'lots', -coalesce(s.delta, 0))
  from of_holds h left join of_entries s on s.user_id = h.user_id and s.version = h.placed
  where h.amount <> -coalesce(s.delta, 0)

  union all
  select 'hold_returns_to_the_lots_that_funded_it', h.user_id, jsonb_build_object('hold', h.id, 'lot', r.lot_id)
  from of_holds h
  join private.lot_changes r on r.user_id = h.user_id and r.version = h.settled
  left join private.lot_changes d on d.user_id = h.user_id and d.version = h.placed and d.lot_id = r.lot_id
  where r.delta < 0 or r.delta > -coalesce(d.delta, 0)

  union all
  select 'expiry_is_noticed', a.user_id, jsonb_build_object('account', a.lots_expire_at, 'lots', s.expires_at)
  from private.token_accounts a join of_accounts s using (user_id)
  where s.expires_at < coalesce(a.lots_expire_at, 'infinity')
$$;

create function private.audit_purchases() returns table (invariant text, user_id uuid, detail jsonb)
language sql stable security definer set search_path = ''
as $$
  with facts as (
    select p as purchase,
      coalesce(sum(d.amount_minor) filter (where d.state <> 'won'), 0)::bigint as disputed_minor,
      coalesce(bool_or(d.state = 'open'), false) as is_disputed,
      coalesce(bool_or(d.state = 'lost'), false) as is_lost
    from private.purchases p left join private.disputes d on d.purchase_id = p.id
    group by p.id
  ), posted as (
    select p.id,
      count(e.id) filter (where e.kind = 'purchase') as credits,
      coalesce(sum(e.delta) filter (where e.kind = 'purchase'), 0) as credited,
      coalesce(-sum(e.delta) filter (where e.kind <> 'purchase'), 0) as taken_back
    from private.purchases p
    left join private.token_entries e
      on e.reference = p.id::text and e.user_id = p.user_id and e.kind in ('purchase', 'refund', 'dispute', 'reinstate')
    group by p.id
  ), frozen as (
    select p.user_id from private.purchases p join private.disputes d on d.purchase_id = p.id where d.state = 'open'
    union
    select p.user_id from private.purchases p join private.fraud_warnings w on w.purchase_id = p.id where w.freezes
  )
  select 'purchase_is_credited_once', (f.purchase).user_id,
    jsonb_build_object('purchase', p.id, 'credits', p.credits, 'credited', p.credited)
  from facts f join posted p on p.id = (f.purchase).id
  where p.credits <> ((f.purchase).paid_at is not null)::int
    or p.credited <> case when (f.purchase).paid_at is null then 0 else (f.purchase).tokens end

  union all
  select 'purchase_takes_back_what_was_refunded', (f.purchase).user_id,
    jsonb_build_object('purchase', (f.purchase).id, 'taken_back', (f.purchase).tokens_taken_back)
  from facts f
  where (f.purchase).tokens_taken_back <> private.tokens_to_take_back(f.purchase, f.disputed_minor)

  union all
  select 'purchase_and_entries_agree', (f.purchase).user_id,
    jsonb_build_object('purchase', p.id, 'taken_back', (f.purchase).tokens_taken_back, 'entries', p.taken_back)
  from facts f join posted p on p.id = (f.purchase).id
  where p.taken_back <> (f.purchase).tokens_taken_back

  union all
  select 'purchase_status_agrees', (f.purchase).user_id,
    jsonb_build_object('purchase', (f.purchase).id, 'status', (f.purchase).status)
  from facts f
  where (f.purchase).status <> private.purchase_status(f.purchase, f.is_disputed, f.is_lost)
    or (f.purchase).paid_at is null and (f.purchase).status not in ('pending', 'failed', 'expired')

  union all
  select 'freeze_agrees_with_disputes', a.user_id, jsonb_build_object('is_frozen', a.is_frozen)
  from private.token_accounts a left join frozen f using (user_id)
  where a.is_frozen <> (f.user_id is not null)

  union all
  select 'adjustment_in_the_book_was_posted', b.user_id, jsonb_build_object('action', b.id, 'entry', b.details ->> 'entry')
  from private.admin_actions b
  left join private.token_entries e on e.id = (b.details ->> 'entry')::uuid
  where b.action = 'adjust'
    and (e.kind, e.user_id, e.delta, e.actor) is distinct from ('adjust', b.user_id, (b.details ->> 'tokens')::bigint, b.actor)
$$;

-- The books checked against themselves, the edits, the lots and the purchases: one row for every broken rule, none when all
-- is sound. One statement, so one snapshot: may run while everything else does.
create function private.audit_ledger() returns table (invariant text, user_id uuid, detail jsonb)
language sql stable security definer set search_path = ''
as $$
  select * from private.audit_balances()
  union all select * from private.audit_lots()
  union all select * from private.audit_purchases()
$$;

-- [{invariant, user, detail}], at most p_limit of them.
create function private.audit_report(p_limit int default 1000) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('invariant', a.invariant, 'user', a.user_id, 'detail', a.detail)), '[]'::jsonb)
  from (select * from private.audit_ledger() limit p_limit) a
$$;

revoke execute on function
  private.audit_lots, private.audit_purchases, private.audit_ledger, private.audit_report
  from public, anon, authenticated;
grant execute on function private.audit_ledger, private.audit_report to service_role;
