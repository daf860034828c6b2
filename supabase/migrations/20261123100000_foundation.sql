-- What everything below stands on: the roles of a Supabase project, the schema the REST API never sees, and roles of people.

do $$
begin
  if to_regclass('auth.users') is null then
    raise exception 'The table auth.users is missing.'
      using hint = 'Repaint needs Supabase Auth in this database. Point DATABASE_URL at a Supabase project, or run without SUPABASE_URL to use the embedded one.';
  end if;
  if to_regnamespace('graphile_worker') is null then
    raise exception 'The schema graphile_worker is missing.'
      using hint = 'Run migrations with "npm run db:migrate", which installs the job queue first.';
  end if;
end
$$;

do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values ('anon', ''), ('authenticated', ''), ('service_role', 'bypassrls')) as roles (name, attribute)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
      begin
        execute format('create role %I nologin %s', wanted.name, wanted.attribute);
      exception when duplicate_object then
        null; -- roles belong to the whole server: another database of it was migrated at the same moment
      end;
    end if;
  end loop;
end
$$;

-- Money, roles, provider attempts and every function: nothing in here is reachable over the REST API.
create schema if not exists private;
revoke all on schema private from public, anon, authenticated;
grant usage on schema private to service_role;
grant usage on schema public to anon, authenticated, service_role;

-- A table of its own: a role in a row that its owner can touch is a role that its owner can change.
create table private.user_roles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  role text not null check (role in ('user', 'admin')),
  created_at timestamptz not null default now()
);
alter table private.user_roles enable row level security;
revoke all on private.user_roles from public, anon, authenticated, service_role;
