-- Each message from Stripe, once: it is written down in the transaction that does what it asks.

create table private.stripe_events (
  -- Stripe's own name of it.
  id text primary key,
  type text not null check (type <> ''),
  api_version text,
  is_live boolean not null,
  -- When Stripe made it.
  sent_at timestamptz not null,
  -- sha256 of the body, so that what was received can be proven.
  payload_sha256 text not null,
  received_at timestamptz not null default clock_timestamp(),
  -- What came of it: the outcome of the work, or 'ignored'. Null only inside the transaction that does the work.
  outcome text,
  purchase_id uuid references private.purchases (id)
);
create index stripe_events_of_purchase on private.stripe_events (purchase_id) where purchase_id is not null;
create index stripe_events_newest on private.stripe_events (received_at);
alter table private.stripe_events enable row level security;
revoke all on private.stripe_events from public, anon, authenticated, service_role;

-- processed (result) | already_processed (result: its outcome alone). The caller has verified signature and mode, and read
-- the object anew from Stripe. A failure undoes all of it, so that the same message may come again.
-- p_event: {id, type, apiVersion?, isLive, sentAt, payloadSha256}
-- p_work, null where there is nothing to do; purchase is the id of ours:
--   {do: fulfil, purchase, payment}                        see fulfil_purchase
--   {do: close, purchase, status}                          see close_purchase
--   {do: refund, purchase, refundedMinor, failedMinor}     see refund_purchase
--   {do: dispute, purchase, dispute, amountMinor, status}  see record_dispute
--   {do: fraud_warning, purchase, warning}                 see record_fraud_warning
create function private.process_stripe_event(p_event jsonb, p_work jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id text := p_event ->> 'id';
  v_purchase uuid := (p_work ->> 'purchase')::uuid;
  v_result jsonb;
begin
  insert into private.stripe_events (id, type, api_version, is_live, sent_at, payload_sha256)
  values (v_id, p_event ->> 'type', p_event ->> 'apiVersion', (p_event ->> 'isLive')::boolean,
    (p_event ->> 'sentAt')::timestamptz, p_event ->> 'payloadSha256')
  on conflict (id) do nothing; -- waits for whoever is at the same message
  if not found then
    return jsonb_build_object('outcome', 'already_processed', 'result', (
      select jsonb_build_object('outcome', outcome) from private.stripe_events where id = v_id));
  end if;
  v_result := case p_work ->> 'do'
    when 'fulfil' then private.fulfil_purchase(v_purchase, p_work -> 'payment')
    when 'close' then private.close_purchase(v_purchase, p_work ->> 'status')
    when 'refund' then private.refund_purchase(
      v_purchase, (p_work ->> 'refundedMinor')::bigint, (p_work ->> 'failedMinor')::bigint)
    when 'dispute' then private.record_dispute(
      v_purchase, p_work ->> 'dispute', (p_work ->> 'amountMinor')::bigint, p_work ->> 'status')
    when 'fraud_warning' then private.record_fraud_warning(v_purchase, p_work ->> 'warning')
    else jsonb_build_object('outcome', 'ignored')
  end;
  if p_work is not null and v_result ->> 'outcome' = 'ignored' then
    raise exception 'there is no work called %', p_work ->> 'do' using errcode = 'invalid_parameter_value';
  end if;
  update private.stripe_events
  set outcome = v_result ->> 'outcome', purchase_id = (select id from private.purchases where id = v_purchase)
  where id = v_id;
  return jsonb_build_object('outcome', 'processed', 'result', v_result);
end
$$;

revoke execute on function private.process_stripe_event from public, anon, authenticated;
grant execute on function private.process_stripe_event to service_role;
