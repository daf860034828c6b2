import * as z from "zod/mini";
import { id, timestamp } from "./common.ts";

/**
 * What a key may do: `read` photos, edits and balance, `write` (upload, change and delete photos), `edit` (ask for edits,
 * which spends tokens). None contains another.
 */
export const KEY_SCOPES = ["read", "write", "edit"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** What a route asks of a key where it says nothing else. */
export function usualScope(method: string): KeyScope {
  return /^(get|head)$/i.test(method) ? "read" : "write";
}

/** That are not revoked, of one account. */
export const MAX_KEYS = 20;
export const MAX_KEY_NAME_CHARACTERS = 60;
const MAX_KEY_DAYS = 3650;

const scope = z.enum(KEY_SCOPES);

export const apiKey = z.object({
  id,
  name: z.string(),
  /** What its secret begins with. */
  prefix: z.string(),
  scopes: z.array(scope),
  createdAt: timestamp,
  /** To the minute. */
  lastUsedAt: z.nullable(timestamp),
  expiresAt: z.nullable(timestamp),
});
export type ApiKey = z.infer<typeof apiKey>;

export const newKeyRequest = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_KEY_NAME_CHARACTERS)),
  scopes: z.array(scope).check(
    z.minLength(1),
    z.maxLength(KEY_SCOPES.length),
    z.refine((scopes) => new Set(scopes).size === scopes.length, "each scope once"),
  ),
  /** Absent: it does not expire. */
  expiresInDays: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_KEY_DAYS))),
});
export type NewKeyRequest = z.infer<typeof newKeyRequest>;

/** `secret` is told this once, and kept nowhere. */
export const newKeyAnswer = z.extend(apiKey, { secret: z.string() });
export type NewKey = z.infer<typeof newKeyAnswer>;

export const keyList = z.object({ items: z.array(apiKey) });
