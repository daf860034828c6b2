-- What was bought: our order, the facts of its payment, and what follows from them in the ledger.
--
-- Messages about a payment come late, twice and out of order. So each function only adds a fact that never unhappens
-- (paid; refunded so much in all; disputed, and how that ended), and settle_purchase() derives from all facts together what
-- the person should have been credited, and posts the difference. Any order of the same messages has the same end.
-- Lock order: account, purchase, lot.

create table private.purchases (
  -- Made before Stripe is asked for anything; the key of that request.
  id uuid primary key,
  user_id uuid not null references private.token_accounts (user_id),
  pack_id text not null check (pack_id <> ''),
  tokens bigint not null check (tokens > 0),
  -- In the currency's smallest unit.
  price_minor bigint not null check (price_minor >= 0),
  currency text not null check (currency ~ '^[a-z]{3}$'),
  is_live boolean not null,
  status text not null default 'pending' check (status in (
    'pending', 'expired', 'failed', 'paid', 'partially_refunded', 'refunded', 'disputed', 'dispute_lost')),
  stripe_session_id text unique,
  stripe_payment_intent_id text unique,
  stripe_charge_id text unique,
  stripe_customer_id text,
  receipt_url text,
  created_at timestamptz not null default clock_timestamp(),
  paid_at timestamptz,
  -- What was really paid; the buyer may pay in a currency of their own.
  charged_minor bigint check (charged_minor >= 0),
  charged_currency text,
  -- Of all refunds there ever were, and of those among them that failed or were cancelled. Neither ever falls.
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  refund_failed_minor bigint not null default 0 check (refund_failed_minor >= 0),
  -- By refunds and disputes, less what was given back.
  tokens_taken_back bigint not null default 0,
  -- How often tokens were taken back or given back.
  settlements int not null default 0,
  constraint purchases_take_back_what_was_bought check (tokens_taken_back between 0 and tokens),
  constraint purchases_paid_has_amount check (num_nulls(paid_at, charged_minor, charged_currency) in (0, 3))
);
create index purchases_of_user on private.purchases (user_id, created_at, id);
create index purchases_pending on private.purchases (created_at, id) where status = 'pending';

create table private.disputes (
  -- Stripe's own name of it.
  id text primary key,
  purchase_id uuid not null references private.purchases (id),
  amount_minor bigint not null check (amount_minor >= 0),
  state text not null check (state in ('open', 'lost', 'won')),
  -- Stripe's own word.
  status text not null,
  created_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  constraint disputes_end_has_time check ((state = 'open') = (closed_at is null))
);
create index disputes_of_purchase on private.disputes (purchase_id);

create table private.fraud_warnings (
  id text primary key,
  purchase_id uuid not null references private.purchases (id),
  -- Freezes the account until an operator has looked at it.
  freezes boolean not null,
  created_at timestamptz not null default clock_timestamp()
);
create index fraud_warnings_of_purchase on private.fraud_warnings (purchase_id);

-- Which customer of Stripe's somebody is. Never found by e-mail: that would give one person's cards to another.
create table private.stripe_customers (
  user_id uuid primary key,
  customer_id text not null unique check (customer_id <> ''),
  created_at timestamptz not null default clock_timestamp()
);

alter table private.purchases enable row level security;
alter table private.disputes enable row level security;
alter table private.fraud_warnings enable row level security;
alter table private.stripe_customers enable row level security;
revoke all on private.purchases, private.disputes, private.fraud_warnings, private.stripe_customers
  from public, anon, authenticated, service_role;

-- The purchase, with its account and itself locked until the end of the transaction; null when there is none.
create function private.lock_purchase(p_purchase uuid) returns private.purchases
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_purchase private.purchases;
begin
  select * into v_purchase from private.purchases where id = p_purchase;
  if found then
    perform private.lock_account(v_purchase.user_id);
    select * into v_purchase from private.purchases where id = p_purchase for no key update;
  end if;
  return v_purchase;
end
$$;

-- How many tokens of a purchase are to be taken back, after refunds and disputes of so much of what was charged.
create function private.tokens_to_take_back(p_purchase private.purchases, p_disputed_minor bigint) returns bigint
language sql immutable security definer set search_path = ''
as $$
  select case when p_purchase.paid_at is null or p_purchase.charged_minor = 0 then 0 else floor(
    p_purchase.tokens::numeric * least(p_purchase.charged_minor,
      greatest(p_purchase.refunded_minor - p_purchase.refund_failed_minor, 0) + p_disputed_minor)
    / p_purchase.charged_minor) end
$$;

create function private.purchase_status(p_purchase private.purchases, p_is_disputed boolean, p_is_lost boolean) returns text
language sql immutable security definer set search_path = ''
as $$
  select case
    when p_purchase.paid_at is null then p_purchase.status
    when p_is_disputed then 'disputed'
    when p_is_lost then 'dispute_lost'
    when p_purchase.refunded_minor <= p_purchase.refund_failed_minor then 'paid'
    when p_purchase.refunded_minor - p_purchase.refund_failed_minor < p_purchase.charged_minor then 'partially_refunded'
    else 'refunded'
  end
$$;

-- Brings ledger, status and freeze in line with the facts of a purchase that the caller has locked. p_kind: refund | dispute.
create function private.settle_purchase(p_purchase uuid, p_kind text) returns private.purchases
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_purchase private.purchases;
  v_disputed_minor bigint;
  v_is_disputed boolean;
  v_is_lost boolean;
  v_taken_back bigint;
  v_delta bigint;
  v_key text;
  v_answer jsonb;
begin
  select * into v_purchase from private.purchases where id = p_purchase;
  select coalesce(sum(amount_minor) filter (where state <> 'won'), 0),
    coalesce(bool_or(state = 'open'), false), coalesce(bool_or(state = 'lost'), false)
  into v_disputed_minor, v_is_disputed, v_is_lost
  from private.disputes where purchase_id = p_purchase;

  v_taken_back := private.tokens_to_take_back(v_purchase, v_disputed_minor);
  v_delta := v_purchase.tokens_taken_back - v_taken_back;
  v_key := 'purchase:' || p_purchase || ':' || v_purchase.settlements + 1;
  if v_delta < 0 then
    v_answer := private.claw_back(
      v_purchase.user_id, -v_delta, p_kind, case p_kind when 'refund' then 'Refunded' else 'Payment disputed' end,
      'stripe', p_purchase::text, v_key);
  elsif v_delta > 0 then
    v_answer := private.credit(
      v_purchase.user_id, v_delta, 'reinstate', case p_kind when 'refund' then 'Refund failed' else 'Dispute won' end,
      'stripe', p_purchase::text, v_key);
  end if;
  if v_answer ->> 'outcome' not in ('clawed_back', 'credited') then
    raise exception 'purchase % cannot be settled: %', p_purchase, v_answer;
  end if;

  update private.purchases
  set tokens_taken_back = v_taken_back,
      settlements = settlements + (v_delta <> 0)::int,
      status = private.purchase_status(v_purchase, v_is_disputed, v_is_lost)
  where id = p_purchase
  returning * into v_purchase;
  update private.token_accounts set is_frozen = not is_frozen
  where user_id = v_purchase.user_id and is_frozen <> private.must_freeze(v_purchase.user_id);
  return v_purchase;
end
$$;

create function private.must_freeze(p_user uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from private.purchases p join private.disputes d on d.purchase_id = p.id
    where p.user_id = p_user and d.state = 'open'
  ) or exists (
    select from private.purchases p join private.fraud_warnings w on w.purchase_id = p.id
    where p.user_id = p_user and w.freezes
  )
$$;

-- created | exists | idempotency_conflict | no_account | account_blocked | account_frozen; the first two with purchase.
-- p_purchase: {id, packId, tokens, priceMinor, currency, isLive}. The id is the key.
create function private.create_purchase(p_user uuid, p_purchase jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_account private.token_accounts := private.lock_account(p_user);
  v_purchase private.purchases;
begin
  if v_account.user_id is null then
    return jsonb_build_object('outcome', 'no_account');
  end if;
  select * into v_purchase from private.purchases where id = (p_purchase ->> 'id')::uuid;
  if found then
    if (v_purchase.user_id, v_purchase.pack_id, v_purchase.tokens, v_purchase.price_minor, v_purchase.currency,
        v_purchase.is_live)
      is distinct from
      (p_user, p_purchase ->> 'packId', (p_purchase ->> 'tokens')::bigint, (p_purchase ->> 'priceMinor')::bigint,
       p_purchase ->> 'currency', (p_purchase ->> 'isLive')::boolean)
    then
      return jsonb_build_object('outcome', 'idempotency_conflict');
    end if;
    return jsonb_build_object('outcome', 'exists', 'purchase', to_jsonb(v_purchase));
  end if;
  if v_account.blocked_at is not null then
    return jsonb_build_object('outcome', 'account_blocked');
  elsif v_account.is_frozen then
    return jsonb_build_object('outcome', 'account_frozen');
  end if;
  insert into private.purchases (id, user_id, pack_id, tokens, price_minor, currency, is_live)
  values (
    (p_purchase ->> 'id')::uuid, p_user, p_purchase ->> 'packId', (p_purchase ->> 'tokens')::bigint,
    (p_purchase ->> 'priceMinor')::bigint, p_purchase ->> 'currency', (p_purchase ->> 'isLive')::boolean)
  on conflict (id) do nothing
  returning * into v_purchase;
  if v_purchase.id is null then -- another account took the id between the look and the insert
    return jsonb_build_object('outcome', 'idempotency_conflict');
  end if;
  return jsonb_build_object('outcome', 'created', 'purchase', to_jsonb(v_purchase));
end
$$;

-- attached | exists | session_mismatch (it has another session, or the session another purchase) | not_found
create function private.attach_session(p_purchase uuid, p_session text, p_customer text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_purchase private.purchases := private.lock_purchase(p_purchase);
begin
  if v_purchase.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif v_purchase.stripe_session_id = p_session then
    return jsonb_build_object('outcome', 'exists', 'purchase', to_jsonb(v_purchase));
  elsif v_purchase.stripe_session_id is not null
    or exists (select from private.purchases where stripe_session_id = p_session)
  then
    return jsonb_build_object('outcome', 'session_mismatch');
  end if;
  update private.purchases set stripe_session_id = p_session, stripe_customer_id = p_customer
  where id = p_purchase
  returning * into v_purchase;
  return jsonb_build_object('outcome', 'attached', 'purchase', to_jsonb(v_purchase));
end
$$;

-- fulfilled | exists (both with purchase) | session_mismatch | foreign_mode | not_found. Credits the tokens once, whoever
-- calls: webhook, success page or sweep. Only for a session that Stripe, asked just now, says is paid.
-- p_payment: {sessionId, paymentIntentId?, chargeId?, customerId?, chargedMinor, currency, receiptUrl?, isLive}
create function private.fulfil_purchase(p_purchase uuid, p_payment jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_purchase private.purchases := private.lock_purchase(p_purchase);
  v_was_paid boolean := v_purchase.paid_at is not null;
  v_credited jsonb;
begin
  if v_purchase.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif v_purchase.is_live <> (p_payment ->> 'isLive')::boolean then
    return jsonb_build_object('outcome', 'foreign_mode');
  elsif coalesce(v_purchase.stripe_session_id, p_payment ->> 'sessionId') <> p_payment ->> 'sessionId' then
    return jsonb_build_object('outcome', 'session_mismatch');
  end if;
  -- Repeated with more in it, such as the receipt, it fills in what was not known.
  update private.purchases
  set stripe_session_id = p_payment ->> 'sessionId',
      stripe_payment_intent_id = coalesce(stripe_payment_intent_id, p_payment ->> 'paymentIntentId'),
      stripe_charge_id = coalesce(stripe_charge_id, p_payment ->> 'chargeId'),
      stripe_customer_id = coalesce(stripe_customer_id, p_payment ->> 'customerId'),
      receipt_url = coalesce(receipt_url, p_payment ->> 'receiptUrl'),
      paid_at = coalesce(paid_at, clock_timestamp()),
      charged_minor = coalesce(charged_minor, (p_payment ->> 'chargedMinor')::bigint),
      charged_currency = coalesce(charged_currency, p_payment ->> 'currency')
  where id = p_purchase;
  if not v_was_paid then
    v_credited := private.credit(
      v_purchase.user_id, v_purchase.tokens, 'purchase', 'Bought tokens', 'stripe', p_purchase::text,
      'purchase:' || p_purchase);
    if v_credited ->> 'outcome' <> 'credited' then
      raise exception 'purchase % cannot be credited: %', p_purchase, v_credited;
    end if;
  end if;
  -- A refund or dispute may have been told before the payment.
  v_purchase := private.settle_purchase(p_purchase, 'refund');
  return jsonb_build_object(
    'outcome', case when v_was_paid then 'exists' else 'fulfilled' end, 'purchase', to_jsonb(v_purchase));
end
$$;

-- closed | unchanged | already_paid | not_found. p_status: failed | expired. A payment that comes after all still counts.
create function private.close_purchase(p_purchase uuid, p_status text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_purchase private.purchases := private.lock_purchase(p_purchase);
begin
  if p_status not in ('failed', 'expired') then
    raise exception 'a purchase cannot be closed as %', p_status using errcode = 'invalid_parameter_value';
  elsif v_purchase.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif v_purchase.paid_at is not null then
    return jsonb_build_object('outcome', 'already_paid');
  -- Whichever comes first, failed is what is told.
  elsif v_purchase.status in (p_status, 'failed') then
    return jsonb_build_object('outcome', 'unchanged');
  end if;
  update private.purchases set status = p_status where id = p_purchase;
  return jsonb_build_object('outcome', 'closed');
end
$$;

-- The purchase with its disputes, by its id or by Stripe's session, payment intent or charge, or null.
create function private.find_purchase(p_reference text) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select to_jsonb(p) || jsonb_build_object('disputes', (
    select coalesce(jsonb_agg(to_jsonb(d) order by d.created_at), '[]'::jsonb)
    from private.disputes d where d.purchase_id = p.id))
  from private.purchases p
  where p.stripe_session_id = p_reference
    or p.stripe_payment_intent_id = p_reference
    or p.stripe_charge_id = p_reference
    or p.id = case when p_reference ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_reference::uuid end
$$;

-- Newest first; pass created_at and id of the last one seen to go on, nulls to begin.
create function private.list_purchases(p_user uuid, p_before timestamptz, p_before_id uuid, p_limit int) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at desc, p.id desc), '[]'::jsonb)
  from (
    select * from private.purchases
    where user_id = p_user and (p_before is null or (created_at, id) < (p_before, p_before_id))
    order by created_at desc, id desc
    limit p_limit
  ) p
$$;

-- Oldest first, of those with a session that were neither paid nor closed p_seconds after they were made; for the sweep
-- that asks Stripe what became of them. Pass created_at and id of the last one seen to go on, nulls to begin.
create function private.list_pending_purchases(p_seconds int, p_after timestamptz, p_after_id uuid, p_limit int)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at, p.id), '[]'::jsonb)
  from (
    select * from private.purchases
    where status = 'pending' and stripe_session_id is not null
      and created_at < clock_timestamp() - make_interval(secs => p_seconds)
      and (p_after is null or (created_at, id) > (p_after, p_after_id))
    order by created_at, id
    limit p_limit
  ) p
$$;

-- Stripe's name of this person, or null.
create function private.get_stripe_customer(p_user uuid) returns text
language sql stable security definer set search_path = ''
as $$ select customer_id from private.stripe_customers where user_id = p_user $$;

-- linked | exists | conflict (the person has another one, or it is another person's); all but the last with customer_id.
create function private.link_stripe_customer(p_user uuid, p_customer text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.stripe_customers (user_id, customer_id) values (p_user, p_customer) on conflict do nothing;
  if found then
    return jsonb_build_object('outcome', 'linked', 'customer_id', p_customer);
  elsif private.get_stripe_customer(p_user) = p_customer then
    return jsonb_build_object('outcome', 'exists', 'customer_id', p_customer);
  end if;
  return jsonb_build_object('outcome', 'conflict');
end
$$;

revoke execute on function
  private.lock_purchase, private.tokens_to_take_back, private.purchase_status, private.settle_purchase,
  private.must_freeze, private.create_purchase, private.attach_session, private.fulfil_purchase, private.close_purchase,
  private.find_purchase, private.list_purchases, private.list_pending_purchases,
  private.get_stripe_customer, private.link_stripe_customer
  from public, anon, authenticated;
grant execute on function
  private.create_purchase, private.attach_session, private.fulfil_purchase, private.close_purchase,
  private.find_purchase, private.list_purchases, private.list_pending_purchases,
  private.get_stripe_customer, private.link_stripe_customer
  to service_role;
