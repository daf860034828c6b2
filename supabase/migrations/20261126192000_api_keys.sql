-- Keys with which programs use the API in somebody's name. Of a key's secret only the hash is kept: it is 256 random bits,
-- so that a plain hash cannot be guessed backwards, and finding it by its hash takes no longer for a wrong one.

create table private.api_keys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  -- The first characters of the secret, by which its owner tells it from others.
  prefix text not null check (prefix ~ '^rp_[A-Za-z0-9_-]{6}$'),
  secret_sha256 text not null unique check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  scopes text[] not null check (scopes <@ array['read', 'write', 'edit'] and cardinality(scopes) between 1 and 3),
  created_at timestamptz not null default clock_timestamp(),
  -- To the minute: not every request writes.
  last_used_at timestamptz,
  -- Null: never.
  expires_at timestamptz,
  revoked_at timestamptz
) with (fillfactor = 70);
create index api_keys_of_user on private.api_keys (user_id, created_at);
alter table private.api_keys enable row level security;
revoke all on private.api_keys from public, anon, authenticated, service_role;

-- A key as its owner sees it: without the hash of its secret.
create function private.api_key_json(p_key private.api_keys) returns jsonb
language sql immutable security definer set search_path = ''
as $$ select to_jsonb(p_key) - 'secret_sha256' $$;

-- created (key) | too_many_keys | no_account. p_key: {name, prefix, secretSha256, scopes, expiresInDays?}. Revoked keys do
-- not count, and the oldest of them are forgotten; expired ones count until they are revoked.
create function private.create_api_key(p_user uuid, p_key jsonb, p_most int) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_key private.api_keys;
begin
  -- One new key of a person at a time, and none for a person who is being deleted.
  perform from auth.users where id = p_user for key share;
  if not found then
    return jsonb_build_object('outcome', 'no_account');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('repaint:api_keys:' || p_user, 0));
  if (select count(*) from private.api_keys where user_id = p_user and revoked_at is null) >= p_most then
    return jsonb_build_object('outcome', 'too_many_keys');
  end if;
  delete from private.api_keys where id in (
    select id from private.api_keys where user_id = p_user and revoked_at is not null
    order by revoked_at desc offset 100);
  insert into private.api_keys (user_id, name, prefix, secret_sha256, scopes, expires_at)
  values (
    p_user, p_key ->> 'name', p_key ->> 'prefix', p_key ->> 'secretSha256',
    array(select jsonb_array_elements_text(p_key -> 'scopes')),
    clock_timestamp() + make_interval(days => (p_key ->> 'expiresInDays')::int))
  returning * into v_key;
  return jsonb_build_object('outcome', 'created', 'key', private.api_key_json(v_key));
end
$$;

-- Those that are not revoked, oldest first.
create function private.list_api_keys(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.api_key_json(k) order by k.created_at, k.id), '[]'::jsonb)
  from private.api_keys k where k.user_id = p_user and k.revoked_at is null
$$;

-- revoked | not_found
create function private.revoke_api_key(p_user uuid, p_key uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.api_keys set revoked_at = clock_timestamp()
  where id = p_key and user_id = p_user and revoked_at is null;
  return jsonb_build_object('outcome', case when found then 'revoked' else 'not_found' end);
end
$$;

-- {id, user_id, email, scopes} of the key with this hash, or null where there is none that is good: revoked, expired, or
-- of somebody whom Supabase Auth has banned or deleted. Notes that it was used, at most once a minute.
create function private.use_api_key(p_secret_sha256 text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_key private.api_keys;
  v_person jsonb;
begin
  select * into v_key from private.api_keys
  where secret_sha256 = p_secret_sha256 and revoked_at is null
    and (expires_at is null or expires_at > clock_timestamp());
  if not found then
    return null;
  end if;
  -- By name, because not every Auth has these columns.
  select to_jsonb(u) into v_person from auth.users u where u.id = v_key.user_id;
  if v_person is null or v_person ->> 'deleted_at' is not null
    or (v_person ->> 'banned_until')::timestamptz > clock_timestamp()
  then
    return null;
  end if;
  if v_key.last_used_at is null or v_key.last_used_at <= clock_timestamp() - interval '1 minute' then
    -- Whoever is noting it already notes it for all; nobody waits for that.
    update private.api_keys set last_used_at = clock_timestamp() where id in (
      select id from private.api_keys
      where id = v_key.id and (last_used_at is null or last_used_at <= clock_timestamp() - interval '1 minute')
      for no key update skip locked);
  end if;
  return jsonb_build_object(
    'id', v_key.id, 'user_id', v_key.user_id, 'email', v_person ->> 'email', 'scopes', v_key.scopes);
end
$$;

revoke execute on function
  private.api_key_json, private.create_api_key, private.list_api_keys, private.revoke_api_key, private.use_api_key
  from public, anon, authenticated;
grant execute on function
  private.create_api_key, private.list_api_keys, private.revoke_api_key, private.use_api_key
  to service_role;
