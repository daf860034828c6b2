-- Purchases of all accounts for whoever runs the server, and refunds of all that is left.

create index purchases_newest on private.purchases (created_at, id);
create index purchases_of_status on private.purchases (status, created_at, id);

-- The purchases in the order that is asked for, each with the buyer's address, with what they have now, and with what is
-- disputed of it and not won.
create function private.purchase_records(p_ids uuid[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(
    to_jsonb(p) || jsonb_build_object(
      'email', d.email,
      'available', private.get_account(p.user_id) -> 'available',
      'disputed_minor', (
        select coalesce(sum(x.amount_minor), 0) from private.disputes x where x.purchase_id = p.id and x.state <> 'won'))
    order by wanted.place), '[]'::jsonb)
  from unnest(p_ids) with ordinality as wanted (id, place)
  join private.purchases p on p.id = wanted.id
  left join private.account_addresses d on d.user_id = p.user_id
$$;

-- Newest first; of one status, of one account, of both, or all. Pass created_at and id of the last one seen to go on, nulls
-- to begin.
create function private.list_all_purchases(
  p_status text, p_user uuid, p_before timestamptz, p_before_id uuid, p_limit int
) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_before timestamptz := coalesce(p_before, 'infinity');
  v_before_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_ids uuid[];
begin
  -- A query for each, so that each is planned with the index that is made for it.
  if p_user is not null then
    v_ids := array(
      select id from private.purchases
      where user_id = p_user and (p_status is null or status = p_status) and (created_at, id) < (v_before, v_before_id)
      order by created_at desc, id desc limit p_limit);
  elsif p_status is not null then
    v_ids := array(
      select id from private.purchases
      where status = p_status and (created_at, id) < (v_before, v_before_id)
      order by created_at desc, id desc limit p_limit);
  else
    v_ids := array(
      select id from private.purchases
      where (created_at, id) < (v_before, v_before_id)
      order by created_at desc, id desc limit p_limit);
  end if;
  return private.purchase_records(v_ids);
end
$$;

-- asked (action_id, amount_minor) | exists (the same again, with what was asked then) | too_much (left_minor)
-- | not_refundable | idempotency_conflict | not_found. p_amount_minor null: all that is left, as it is when it is first
-- asked. Written before Stripe is asked; tokens move when Stripe tells of the refund.
create or replace function private.ask_refund(
  p_purchase uuid, p_amount_minor bigint, p_actor text, p_reason text, p_key text
) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_hash text := encode(sha256(convert_to(
    jsonb_build_array(p_purchase, p_amount_minor, p_reason)::text, 'UTF8')), 'hex');
  v_purchase private.purchases := private.lock_purchase(p_purchase);
  v_action private.admin_actions;
  v_left bigint;
  v_amount bigint;
begin
  if v_purchase.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif p_amount_minor <= 0 then
    raise exception 'a refund of %', p_amount_minor using errcode = 'invalid_parameter_value';
  end if;
  select * into v_action from private.admin_actions where idempotency_key = p_key;
  if found then
    if v_action.request_hash <> v_hash then
      return jsonb_build_object('outcome', 'idempotency_conflict');
    end if;
    return jsonb_build_object(
      'outcome', 'exists', 'action_id', v_action.id, 'amount_minor', v_action.details -> 'amountMinor');
  elsif v_purchase.paid_at is null or v_purchase.stripe_payment_intent_id is null then
    return jsonb_build_object('outcome', 'not_refundable');
  end if;
  v_left := greatest(v_purchase.charged_minor - v_purchase.refunded_minor + v_purchase.refund_failed_minor - (
    select coalesce(sum(amount_minor) filter (where state <> 'won'), 0)
    from private.disputes where purchase_id = p_purchase), 0);
  v_amount := coalesce(p_amount_minor, v_left);
  if v_amount = 0 or v_amount > v_left then
    return jsonb_build_object('outcome', 'too_much', 'left_minor', v_left);
  end if;
  return jsonb_build_object('outcome', 'asked', 'amount_minor', v_amount, 'action_id', private.note_action(
    p_actor, 'ask_refund', v_purchase.user_id, p_purchase::text, p_reason,
    jsonb_build_object('amountMinor', v_amount, 'currency', v_purchase.charged_currency), p_key, v_hash));
end
$$;

revoke execute on function private.purchase_records, private.list_all_purchases, private.ask_refund
  from public, anon, authenticated;
grant execute on function private.purchase_records, private.list_all_purchases, private.ask_refund to service_role;
