-- Sign-up tokens once for each address, however many accounts it opens.

create table private.signup_grants (
  -- sha256 of the address in the one form all its spellings have; the address itself is not kept.
  address_hash text primary key check (address_hash ~ '^[0-9a-f]{64}$'),
  -- No foreign key: deleting the account must not make the next one worth tokens.
  user_id uuid not null,
  created_at timestamptz not null default clock_timestamp()
);
alter table private.signup_grants enable row level security;
revoke all on private.signup_grants from public, anon, authenticated, service_role;

drop function private.open_account(uuid, bigint);

-- created (granted: tokens) | exists. Opens the account and grants the sign-up tokens, once, however often and in parallel
-- it is called. p_tokens: what the server grants where the operator has set nothing else. p_address_hash: of a verified
-- address; without one, or with one that was granted some before, there are none.
create function private.open_account(p_user uuid, p_tokens bigint, p_address_hash text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_tokens bigint := coalesce(private.setting('signup_tokens')::bigint, p_tokens);
  v_days int := private.setting('signup_token_days')::int;
begin
  if p_tokens < 0 then
    raise exception 'sign-up tokens cannot be negative' using errcode = 'invalid_parameter_value';
  end if;
  insert into private.token_accounts (user_id) values (p_user) on conflict do nothing;
  if not found then
    return jsonb_build_object('outcome', 'exists');
  end if;
  if p_address_hash is null then
    v_tokens := 0;
  elsif v_tokens > 0 then
    insert into private.signup_grants (address_hash, user_id) values (p_address_hash, p_user) on conflict do nothing;
    if not found then
      v_tokens := 0;
    end if;
  end if;
  if v_tokens > 0 then
    perform private.credit(
      p_user, v_tokens, 'grant', 'Sign-up tokens', 'system', null, 'signup:' || p_user,
      p_expires_at => clock_timestamp() + make_interval(days => v_days));
  end if;
  return jsonb_build_object('outcome', 'created', 'granted', v_tokens);
end
$$;

revoke execute on function private.open_account from public, anon, authenticated;
grant execute on function private.open_account to service_role;
