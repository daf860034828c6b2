import "server-only";
import { call } from "../database.ts";
import { toTimestamp } from "./rows.ts";

export interface Profile {
  readonly email: string;
  readonly createdAt: string;
  readonly images: number;
  readonly edits: number;
}

/** Null for nobody. */
export async function getProfile(userId: string): Promise<Profile | null> {
  const row = await call<{ email: string | null; created_at: string; images: number; edits: number } | null>(
    "get_profile",
    userId,
  );
  return (
    row && { email: row.email ?? "", createdAt: toTimestamp(row.created_at), images: row.images, edits: row.edits }
  );
}

export interface StoredSession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly userAgent: string | null;
}

interface SessionRow {
  readonly id: string;
  readonly created_at: string;
  readonly refreshed_at: string | null;
  readonly user_agent: string | null;
}

/** The last used first; null where Auth does not tell. */
export async function listStoredSessions(userId: string): Promise<StoredSession[] | null> {
  const rows = await call<SessionRow[] | null>("list_sessions", userId);
  return (
    rows?.map(({ id, created_at, refreshed_at, user_agent }) => ({
      id,
      createdAt: toTimestamp(created_at),
      lastUsedAt: toTimestamp(refreshed_at ?? created_at),
      userAgent: user_agent,
    })) ?? null
  );
}

export async function endStoredSession(userId: string, sessionId: string): Promise<"ended" | "not_found"> {
  return (await call<{ outcome: "ended" | "not_found" }>("end_session", userId, sessionId)).outcome;
}
