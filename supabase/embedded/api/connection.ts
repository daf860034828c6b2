import { createPostgresConnection } from "@supabase/lite/postgres";

export type LiteConnection = ReturnType<typeof createPostgresConnection>;

/**
 * Lite's connection pool to Postgres, with one habit cured: on its first request lite grants all tables of every schema
 * with row security to anon and authenticated, which would undo our migrations' revokes. The grants are ours alone
 * (provision.ts and the migrations), so the method that makes them only answers that row security is on.
 */
export function connectLite(databaseUrl: string): LiteConnection {
  const connection = createPostgresConnection({
    url: databaseUrl,
    postgresOptions: {
      max: 12,
      connect_timeout: 10,
      onnotice: () => undefined,
      // Lite hands over JSON that is text already, and its own encoding would make a JSON string of it.
      types: {
        // As PostgREST writes times; lite's pool runs in UTC.
        timestamptz: {
          to: 1184,
          from: [1184],
          serialize: (value: unknown) => String(value),
          parse: (text: string) => text.replace(" ", "T").replace(/\+00$/, "+00:00"),
        },
        jsonb: {
          to: 3802,
          from: [3802],
          serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
          parse: JSON.parse,
        },
      },
    },
  });
  Object.defineProperty(connection, "ensureRlsContext", { value: async () => true });
  return connection;
}
