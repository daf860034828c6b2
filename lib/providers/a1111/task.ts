import "server-only";
import { randomUUID } from "node:crypto";
import { cancelIfGivenUp } from "../http/cancel.ts";
import { decodeBase64 } from "../http/download.ts";
import { poll } from "../http/poll.ts";
import type { ProviderCall } from "../provider.ts";
import type { Connection } from "../settings.ts";
import { post } from "./server.ts";

/**
 * A call among the server's tasks, under a name of ours: what the server tells of a task by its name is never another
 * person's. It tells it where the web UI runs; with `--nowebui`, and where it is too old to take our name, it does not.
 */
export const newTaskId = (): string => `repaint-${randomUUID()}`;

/** Shows how far the task is, and its unfinished picture, until the signal ends it. What cannot be read is not shown. */
export async function followTask(
  id: string,
  { onProgress, onPreview }: ProviderCall,
  until: AbortSignal,
  connection: Connection,
): Promise<void> {
  let shown = -1;
  const look = async (): Promise<null> => {
    const { active, progress, live_preview, id_live_preview } = await lookAt(id, shown, until, connection);
    if (active !== true || until.aborted) return null;
    if (typeof progress === "number") onProgress(Math.min(1, Math.max(0, progress)));
    if (typeof live_preview === "string") onPreview(decodeBase64(live_preview));
    if (typeof id_live_preview === "number") shown = id_live_preview;
    return null;
  };
  await poll(look, { firstMillis: 500, mostMillis: 1_000 }, until).catch(() => undefined);
}

/** The server stops whatever it works on, so it is asked to only while that is certain to be ours still. */
const LEAST_LEFT_SECONDS = 3;
const ARRIVES_WITHIN_MILLIS = 1_000;

/**
 * Stops the task where nobody waits for it any more and it is being worked on. One that waits for its turn, or is
 * nearly done by the server's own estimate, runs to its end.
 */
export function interruptTask(id: string, given: AbortSignal, connection: Connection): Promise<void> {
  return cancelIfGivenUp(given, async (signal) => {
    const soon = AbortSignal.any([signal, AbortSignal.timeout(ARRIVES_WITHIN_MILLIS)]);
    const { active, eta } = await lookAt(id, -1, soon, connection);
    if (active !== true || (typeof eta === "number" && eta < LEAST_LEFT_SECONDS)) return;
    await post("/sdapi/v1/interrupt", {}, { signal: soon }, connection);
  });
}

/** What the server tells of a task. Without `eta` it has only begun. */
interface Look {
  readonly active?: unknown;
  readonly progress?: unknown;
  readonly eta?: unknown;
  /** A `data:` address of a picture, unless it is the one that was seen. */
  readonly live_preview?: unknown;
  readonly id_live_preview?: unknown;
}

/** @param seen number of the preview that need not be sent again. */
async function lookAt(id: string, seen: number, signal: AbortSignal, connection: Connection): Promise<Look> {
  const body = { id_task: id, id_live_preview: seen };
  return ((await post("/internal/progress", body, { signal, isRead: true }, connection)).json() ?? {}) as Look;
}
