-- What is known of how the edits of a deleted account ended stays for the figures, as those of a somebody: days and times
-- of activity count them as one person, whom nothing leads to.
create or replace function private.finish_account_deletion(p_user uuid) returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_somebody uuid := gen_random_uuid();
begin
  update private.purchases set stripe_customer_id = null, receipt_url = null
  where user_id = p_user and (stripe_customer_id is not null or receipt_url is not null);
  -- The address stays worth no second grant, and leads nowhere.
  update private.signup_grants set user_id = gen_random_uuid() where user_id = p_user;
  update private.edit_ends set user_id = v_somebody, edit_id = gen_random_uuid() where user_id = p_user;
  update private.account_deletions set finished_at = clock_timestamp(), stripe_customer_id = null where user_id = p_user;
  perform private.enqueue_account_deletion(p_user, clock_timestamp() + interval '5 minutes');
end
$$;
