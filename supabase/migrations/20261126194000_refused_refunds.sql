-- Stripe may refuse a refund that is in the book as asked for; then the book says that too.

-- noted | exists. p_action: what asked for the refund. p_code: Stripe's own word for why there is none.
create function private.note_refused_refund(p_action bigint, p_code text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_asked private.admin_actions;
  v_key text := 'refused_refund:' || p_action;
begin
  select * into strict v_asked from private.admin_actions where id = p_action and action = 'ask_refund';
  perform private.lock_purchase(v_asked.subject::uuid);
  if exists (select from private.admin_actions where idempotency_key = v_key) then
    return jsonb_build_object('outcome', 'exists');
  end if;
  perform private.note_action(
    'stripe', 'refuse_refund', v_asked.user_id, v_asked.subject, p_code,
    v_asked.details || jsonb_build_object('askedBy', p_action), v_key, v_asked.request_hash);
  return jsonb_build_object('outcome', 'noted');
end
$$;

-- As before, and refused (the same again, which Stripe refused then): whoever wants it after all asks anew, under another
-- key, so that the book tells of every refund that is made.
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
    elsif exists (select from private.admin_actions where idempotency_key = 'refused_refund:' || v_action.id) then
      return jsonb_build_object('outcome', 'refused');
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

revoke execute on function private.note_refused_refund, private.ask_refund from public, anon, authenticated;
grant execute on function private.note_refused_refund, private.ask_refund to service_role;
