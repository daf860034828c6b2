import { getAuthSchemaSql, getStorageSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from "@supabase/lite";

/** SQL that makes the schemas `auth` and `storage` as lite works on them; safe to repeat. */
export function liteSchema(): string {
  return [getAuthSchemaSql(false), SUPABASE_AUTH_HELPERS_SQL, getStorageSchemaSql(false)].join("\n");
}
