-- Money that goes back: refunds, disputes and warnings of fraud. Each adds a fact and lets settle_purchase() do the rest.

-- settled | unchanged (both with purchase) | not_found. In all, of every refund of its charge there ever was, and of those
-- among them that failed or were cancelled; in the currency that was charged.
create function private.refund_purchase(p_purchase uuid, p_refunded_minor bigint, p_failed_minor bigint default 0)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_before private.purchases := private.lock_purchase(p_purchase);
  v_purchase private.purchases;
begin
  if v_before.id is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  update private.purchases
  set refunded_minor = greatest(refunded_minor, p_refunded_minor),
      refund_failed_minor = greatest(refund_failed_minor, p_failed_minor)
  where id = p_purchase;
  v_purchase := private.settle_purchase(p_purchase, 'refund');
  return jsonb_build_object(
    'outcome', case when v_purchase = v_before then 'unchanged' else 'settled' end, 'purchase', to_jsonb(v_purchase));
end
$$;

-- open | lost | won of Stripe's word for the state of a dispute; null for a word that is new to us.
create function private.dispute_state(p_status text) returns text
language sql immutable security definer set search_path = ''
as $$
  select case
    when p_status in ('needs_response', 'under_review', 'warning_needs_response', 'warning_under_review') then 'open'
    when p_status = 'lost' then 'lost'
    when p_status in ('won', 'warning_closed') then 'won'
  end
$$;

-- settled | unchanged (both with purchase) | unknown_status (nothing was done: tell the operator) | not_found. For every
-- message about a dispute: opened, funds withdrawn, funds reinstated, closed. While it is open the account is frozen and
-- the tokens are taken back; won gives them back, lost does not; either unfreezes. What was lost may be won on appeal, and
-- what was won stays won: an older message that comes late changes nothing.
create function private.record_dispute(p_purchase uuid, p_dispute text, p_amount_minor bigint, p_status text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_before private.purchases := private.lock_purchase(p_purchase);
  v_state text := private.dispute_state(p_status);
  v_purchase private.purchases;
begin
  if v_before.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif v_state is null then
    return jsonb_build_object('outcome', 'unknown_status', 'status', p_status);
  end if;
  insert into private.disputes as d (id, purchase_id, amount_minor, state, status, closed_at)
  values (p_dispute, p_purchase, p_amount_minor, v_state, p_status, case when v_state <> 'open' then clock_timestamp() end)
  on conflict (id) do update
  set state = excluded.state, status = excluded.status, closed_at = excluded.closed_at
  where d.purchase_id = p_purchase and d.state <> 'won' and (d.state = 'open' or excluded.state = 'won');
  v_purchase := private.settle_purchase(p_purchase, 'dispute');
  return jsonb_build_object(
    'outcome', case when v_purchase = v_before then 'unchanged' else 'settled' end, 'purchase', to_jsonb(v_purchase));
end
$$;

-- recorded | exists (both with is_frozen) | not_found. Moves no tokens: it is a warning that a dispute may come.
create function private.record_fraud_warning(p_purchase uuid, p_warning text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_purchase private.purchases := private.lock_purchase(p_purchase);
  v_is_new boolean;
begin
  if v_purchase.id is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  insert into private.fraud_warnings (id, purchase_id, freezes)
  values (p_warning, p_purchase, coalesce(private.setting('freeze_on_fraud_warning')::boolean, false))
  on conflict do nothing;
  v_is_new := found;
  perform private.settle_purchase(p_purchase, 'dispute');
  return jsonb_build_object(
    'outcome', case when v_is_new then 'recorded' else 'exists' end,
    'is_frozen', (select is_frozen from private.token_accounts where user_id = v_purchase.user_id));
end
$$;

-- unfrozen | still_disputed | unchanged | no_account. An operator has looked at the fraud warnings of an account.
create function private.unfreeze_account(p_user uuid, p_actor text, p_reason text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_account private.token_accounts := private.lock_account(p_user);
begin
  if v_account.user_id is null then
    return jsonb_build_object('outcome', 'no_account');
  end if;
  update private.fraud_warnings w set freezes = false
  from private.purchases p
  where p.id = w.purchase_id and p.user_id = p_user and w.freezes;
  if not found then
    return jsonb_build_object('outcome', case when v_account.is_frozen then 'still_disputed' else 'unchanged' end);
  end if;
  update private.token_accounts set is_frozen = private.must_freeze(p_user) where user_id = p_user returning * into v_account;
  perform private.note_action(p_actor, 'unfreeze', p_user, null, p_reason);
  return jsonb_build_object('outcome', case when v_account.is_frozen then 'still_disputed' else 'unfrozen' end);
end
$$;

-- asked (action_id) | exists (the same again) | too_much (left_minor) | not_refundable | idempotency_conflict | not_found.
-- Written before Stripe is asked; tokens move when Stripe tells of the refund.
create function private.ask_refund(p_purchase uuid, p_amount_minor bigint, p_actor text, p_reason text, p_key text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_hash text := encode(sha256(convert_to(
    jsonb_build_array(p_purchase, p_amount_minor, p_reason)::text, 'UTF8')), 'hex');
  v_purchase private.purchases := private.lock_purchase(p_purchase);
  v_action private.admin_actions;
  v_left bigint;
begin
  if v_purchase.id is null then
    return jsonb_build_object('outcome', 'not_found');
  elsif p_amount_minor is null or p_amount_minor <= 0 then
    raise exception 'a refund of %', p_amount_minor using errcode = 'invalid_parameter_value';
  end if;
  select * into v_action from private.admin_actions where idempotency_key = p_key;
  if found then
    if v_action.request_hash <> v_hash then
      return jsonb_build_object('outcome', 'idempotency_conflict');
    end if;
    return jsonb_build_object('outcome', 'exists', 'action_id', v_action.id);
  elsif v_purchase.paid_at is null or v_purchase.stripe_payment_intent_id is null then
    return jsonb_build_object('outcome', 'not_refundable');
  end if;
  v_left := v_purchase.charged_minor - v_purchase.refunded_minor + v_purchase.refund_failed_minor - (
    select coalesce(sum(amount_minor) filter (where state <> 'won'), 0)
    from private.disputes where purchase_id = p_purchase);
  if p_amount_minor > v_left then
    return jsonb_build_object('outcome', 'too_much', 'left_minor', greatest(v_left, 0));
  end if;
  return jsonb_build_object('outcome', 'asked', 'action_id', private.note_action(
    p_actor, 'ask_refund', v_purchase.user_id, p_purchase::text, p_reason,
    jsonb_build_object('amountMinor', p_amount_minor, 'currency', v_purchase.charged_currency), p_key, v_hash));
end
$$;

revoke execute on function
  private.refund_purchase, private.dispute_state, private.record_dispute, private.record_fraud_warning,
  private.unfreeze_account, private.ask_refund
  from public, anon, authenticated;
grant execute on function
  private.refund_purchase, private.record_dispute, private.record_fraud_warning, private.unfreeze_account,
  private.ask_refund
  to service_role;
