import type { Client } from "pg";
import type { Secrets } from "./secrets.ts";

/**
 * Makes a plain Postgres look like a Supabase project, before our own migrations run: the roles, the auth and storage
 * schemas as lite defines them. Safe to run at every start.
 *
 * Lite signs in as `repaint_gateway`, which like Supabase's `authenticator` has no rights on our tables of its own and
 * takes on `anon`, `authenticated` or `service_role` for each request. It may not enter schema `private` at all.
 */
export async function provision(
  client: Client,
  liteSchema: string,
  { gatewayPassword }: Pick<Secrets, "gatewayPassword">,
): Promise<void> {
  await client.query(`
    begin;
    ${role("anon", "nologin noinherit")}
    ${role("authenticated", "nologin noinherit")}
    ${role("service_role", "nologin noinherit bypassrls")}
    ${role("repaint_gateway", "login noinherit bypassrls")}
    alter role repaint_gateway password '${gatewayPassword}';
    grant anon, authenticated, service_role to repaint_gateway;
    ${liteSchema}
    grant usage on schema public, auth to anon, authenticated, service_role;
    grant usage on schema auth, storage to repaint_gateway;
    grant all on all tables in schema auth, storage to repaint_gateway;
    -- Lite learns of tables from information_schema, which shows those one has some right on; this one gives no data.
    grant references on all tables in schema public to repaint_gateway;
    alter default privileges in schema public grant references on tables to repaint_gateway;
    grant usage on schema storage to service_role;
    grant all on all tables in schema storage to service_role;
    commit;
  `);
}

const role = (name: string, attributes: string) => `
  do $$ begin
    if not exists (select from pg_roles where rolname = '${name}') then create role ${name} ${attributes}; end if;
  end $$;`;
