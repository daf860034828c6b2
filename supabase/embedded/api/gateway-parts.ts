import type { App } from "@supabase/lite";
import type { Sql } from "postgres";
import type { Mailbox } from "./mailbox.ts";
import type { LiteSettings } from "./settings.ts";

/** What the gateway stands in front of, and works with. */
export interface Gateway {
  readonly app: App;
  readonly settings: LiteSettings;
  readonly mailbox: Mailbox;
  readonly sql: Sql;
}

/** In the shape that the clients of REST, Auth and Storage all understand. */
export function refuse(status: number, message: string, code = String(status)): Response {
  return Response.json({ statusCode: String(status), error: message, code, message, msg: message }, { status });
}
