import "server-only";
import { safeRedirect } from "#lib/domain/redirect.ts";
import { env } from "./env.ts";

/** As Next hands a page its query string. */
export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** A parameter given twice counts once. */
export function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Where to go after signing in: `next` if it is a path of ours, else the photo library. */
export function nextPath(params: Awaited<SearchParams>): string {
  return safeRedirect(first(params.next), env().APP_URL, "/photos");
}
