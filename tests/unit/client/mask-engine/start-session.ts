import { expect, vi } from "vitest";
import { MaskSession, type MaskSessionOptions } from "#lib/client/mask-engine/mask-session.ts";
import type { FromWorker, MaskNotice, MaskState, ToWorker } from "#lib/client/mask-engine/protocol.ts";

const scope = globalThis as unknown as {
  onmessage: ((event: { data: ToWorker }) => void) | null;
  postMessage: ((message: FromWorker) => void) | undefined;
  close: (() => void) | undefined;
};

export interface StartedSession {
  readonly session: MaskSession;
  readonly state: () => MaskState | null;
  readonly notices: readonly MaskNotice[];
}

/**
 * The page's end with the worker's own code, run on this thread: messages go over by turns, as between threads. A worker
 * started before is as good as killed: it hears and is heard no more.
 */
export async function startSession(
  imageId = "image",
  onState: MaskSessionOptions["onState"] = () => {},
): Promise<StartedSession> {
  vi.resetModules();
  await import("#lib/client/mask-engine/mask.worker.ts");
  const take = scope.onmessage;
  const notices: MaskNotice[] = [];
  let state: MaskState | null = null;
  const session = new MaskSession({
    imageId,
    colour: [255, 0, 0],
    onDisplay: () => {},
    onState: (next, moved) => {
      state = next;
      onState(next, moved);
    },
    onNotice: (notice) => notices.push(notice),
    onFailure: () => expect.unreachable("the worker failed"),
    startWorker: () => {
      const worker = {
        onmessage: null as ((event: { data: FromWorker }) => void) | null,
        postMessage: (message: ToWorker) => queueMicrotask(() => take?.({ data: message })),
        terminate: () => {},
      };
      scope.postMessage = (message) => queueMicrotask(() => worker.onmessage?.({ data: message }));
      return worker as unknown as Worker;
    },
  });
  return { session, state: () => state, notices };
}

/** Nothing hears, or is heard, from here on. */
export function killWorker(): void {
  scope.onmessage = null;
  scope.postMessage = () => {};
}
