-- Whoever has bought something and changes their address is known to Stripe by the new one: receipts go there.

-- enqueued | no_customer
create function private.enqueue_address_at_stripe(p_user uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if private.get_stripe_customer(p_user) is null then
    return jsonb_build_object('outcome', 'no_customer');
  end if;
  perform graphile_worker.add_job(
    'update_address_at_stripe', json_build_object('userId', p_user), job_key => 'address_at_stripe:' || p_user);
  return jsonb_build_object('outcome', 'enqueued');
end
$$;

revoke execute on function private.enqueue_address_at_stripe from public, anon, authenticated;
grant execute on function private.enqueue_address_at_stripe to service_role;
