import * as z from "zod/mini";
import { id, listOf, timestamp } from "../common.ts";
import { pageQuery } from "./lists.ts";

/** What an edit's tokens wait for. All but the first two look stuck. */
export const HOLD_SITUATIONS = ["running", "queued", "worker_silent", "expired", "edit_ended", "edit_missing"] as const;
export type HoldSituation = (typeof HOLD_SITUATIONS)[number];

export const heldTokens = z.object({
  id,
  userId: id,
  email: z.nullable(z.string()),
  editId: id,
  tokens: z.int(),
  situation: z.enum(HOLD_SITUATIONS),
  looksStuck: z.boolean(),
  createdAt: timestamp,
  expiresAt: timestamp,
  /** When the worker of its edit last said that it lives. */
  heartbeatAt: z.nullable(timestamp),
});
export type HeldTokens = z.infer<typeof heldTokens>;

const DEFAULT_HOLD_MINUTES = 10;

export const holdQuery = z.object({
  /** Holds older than this are told, and younger ones that look stuck. */
  minutes: z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(100_000)), DEFAULT_HOLD_MINUTES),
  ...pageQuery,
});

/** Oldest first. */
export const holdList = listOf(heldTokens);

export const releaseAnswer = z.object({ outcome: z.literal("released") });
