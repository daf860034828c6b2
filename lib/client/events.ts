import type { Edit } from "#lib/contracts/edit.ts";
import { EDIT_EVENTS } from "#lib/domain/edit-event.ts";
import { getEdit, pause } from "./api.ts";
import { ApiError, asApiError, isAbort } from "./api-error.ts";
import { eventStreamParser, type StreamMessage } from "./event-stream.ts";
import { request } from "./http.ts";
import { parseObject } from "./parse-object.ts";
import { type TakeSlot, takeStreamSlot } from "./stream-slots.ts";

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** Called with every state of the edit, the final one last. States may repeat. */
  readonly onEdit: (edit: Edit) => void;
  /** True while the server cannot be reached. */
  readonly onLost?: (lost: boolean) => void;
  readonly takeSlot?: TakeSlot;
}

const POLL_MILLIS = 2000;
const SILENCE_MILLIS = 30_000;
const BACK_OFF_MILLIS = [500, 1000, 2000, 5000, 10_000];

export const isFinal = (edit: Pick<Edit, "status">): boolean =>
  edit.status === "succeeded" || edit.status === "failed" || edit.status === "cancelled";

/** Nothing more happens to it by itself: it has ended, and its result is not being blended anew. */
export const isSettled = (edit: Pick<Edit, "status" | "appearance">): boolean =>
  isFinal(edit) && !edit.appearance?.reblending;

/**
 * Follows one edit until it has ended and is blended, whatever happens to the connection: by the event stream where it works, resumed
 * with `Last-Event-ID`, else by asking every two seconds. Resolves with the final state.
 *
 * Throws the signal's `AbortError`, or `ApiError` when the edit is not there or not ours (404, 403, 401).
 */
export async function followEdit(editId: string, options: FollowOptions): Promise<Edit> {
  const { signal, onEdit, onLost, takeSlot = takeStreamSlot } = options;
  let lastEventId: string | null = null;
  let failures = 0;
  let final: Edit | null = null;

  const take = (edit: Edit) => {
    failures = 0;
    onLost?.(false);
    onEdit(edit);
    if (isSettled(edit)) final = edit;
  };
  const takeMessage = (message: StreamMessage): boolean => {
    lastEventId = message.id ?? lastEventId;
    const edit = parseMessage(message);
    if (edit) take(edit);
    return final === null;
  };

  while (final === null) {
    signal.throwIfAborted();
    const release = await takeSlot();
    try {
      // A stream that has just failed is not tried again before a plain request has succeeded.
      if (release && failures === 0) await readStream(editId, { lastEventId, onMessage: takeMessage, signal });
      if (final === null) take(await getEdit(editId, signal));
      if (final === null) await pause(POLL_MILLIS, signal);
    } catch (thrown) {
      if (signal.aborted) throw signal.reason;
      const error = asApiError(thrown);
      if ([401, 403, 404].includes(error.status)) throw error;
      if (failures > 0) onLost?.(true);
      await pause(backOff(failures++, error), signal);
    } finally {
      release?.();
    }
  }
  return final;
}

interface ReadOptions {
  readonly lastEventId: string | null;
  /** Answers whether to read on. */
  readonly onMessage: (message: StreamMessage) => boolean;
  readonly signal: AbortSignal;
}

/** Reads until told enough, or the stream ends, fails, or says nothing (not even a comment) for half a minute. */
async function readStream(editId: string, { lastEventId, onMessage, signal }: ReadOptions): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MILLIS);
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (lastEventId !== null) headers["Last-Event-ID"] = lastEventId;
  try {
    const bounded = AbortSignal.any([signal, silence.signal]);
    const response = await request(`/api/v1/edits/${editId}/events`, { headers, signal: bounded });
    if (!response.body || !response.headers.get("Content-Type")?.startsWith("text/event-stream")) return;
    let enough = false;
    const parse = eventStreamParser((message) => {
      enough ||= !onMessage(message);
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MILLIS);
      parse(value);
      if (enough) return await reader.cancel();
    }
  } catch (error) {
    if (silence.signal.aborted && !signal.aborted) return;
    if (isAbort(error) || error instanceof ApiError) throw error;
    throw new ApiError("unavailable");
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function parseMessage(message: StreamMessage): Edit | null {
  if (!EDIT_EVENTS.some((name) => name === message.event)) return null;
  return parseObject(message.data) as Edit | null;
}

function backOff(failures: number, error: ApiError): number {
  const steps = BACK_OFF_MILLIS;
  const millis = steps[Math.min(failures, steps.length - 1)] ?? POLL_MILLIS;
  return Math.max(millis, (error.retryAfterSeconds ?? 0) * 1000);
}
