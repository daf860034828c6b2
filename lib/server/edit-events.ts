import "server-only";
import { EDIT_STAGES, type Edit } from "#lib/contracts/edit.ts";
import type { EDIT_EVENTS } from "#lib/domain/edit-event.ts";
import { onChange } from "./changes.ts";
import { getEdit } from "./store/edits.ts";

/** Proxies close silent connections; a comment keeps this one open. */
const KEEP_ALIVE_MILLIS = 15_000;
/** Safari shows nothing of a stream before its first kilobyte. */
const PADDING = `:${" ".repeat(1024)}\n\n`;

/**
 * An edit's progress as server-sent events, from now to its end. Each event carries the whole edit as it is in the
 * database, so a client that reconnects needs nothing it missed; `lastEventId` only spares it the state it has seen.
 * Closing the stream cancels nothing.
 */
export function editEvents(
  userId: string,
  edit: Edit,
  lastEventId: string | null,
  closed: AbortSignal,
): ReadableStream {
  const encoder = new TextEncoder();
  let told = lastEventId;
  let stage: string | null = null;
  let preview: string | null = null;
  let stop = () => {};

  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const tell = (current: Edit) => {
        const id = eventId(current);
        if (id === told) return;
        const name = nameOf(current, stage, preview);
        stage = current.stage;
        preview = current.preview?.url ?? null;
        told = id;
        send(`event: ${name}\nid: ${id}\ndata: ${JSON.stringify(current)}\n\n`);
      };
      // One look at a time: of two at once the older answer may come last, and the edit would seem to go back.
      let isLooking = false;
      let isNews = false;
      const look = async () => {
        isNews = true;
        if (isLooking) return;
        isLooking = true;
        while (isNews && !closed.aborted) {
          isNews = false;
          // A look that fails is followed by another; an edit that is gone (its image was deleted) has no more events.
          const current = await getEdit(userId, edit.id).catch(() => undefined);
          if (closed.aborted) break;
          if (current === undefined) continue;
          if (current) tell(current);
          if (!current || isOver(current)) return end();
        }
        isLooking = false;
      };
      const unsubscribe = onChange("edit_changed", edit.id, () => void look());
      const keepAlive = setInterval(() => send(":\n\n"), KEEP_ALIVE_MILLIS);
      stop = () => {
        clearInterval(keepAlive);
        unsubscribe();
        stop = () => {};
      };
      const end = () => {
        stop();
        if (!closed.aborted) controller.close();
      };
      closed.addEventListener("abort", () => stop(), { once: true });

      send(PADDING);
      tell(edit);
      if (isOver(edit)) end();
      else void look();
    },
    cancel: () => stop(),
  });
}

/** What is new about an edit, given the stage and preview that were told last. */
function nameOf(edit: Edit, stage: string | null, preview: string | null): (typeof EDIT_EVENTS)[number] {
  if (isOver(edit)) return "done";
  if (edit.stage !== stage) return "stage";
  return edit.preview && edit.preview.url !== preview ? "preview" : "progress";
}

/** An edit that has ended is followed on while its result is blended anew. */
const isOver = ({ finishedAt, appearance }: Edit) => finishedAt !== null && !appearance?.reblending;

/** Changes with whatever a person is shown: stage, fraction, place in the queue, preview, model, and appearance. */
function eventId(edit: Edit): string {
  const preview = edit.preview ? new URLSearchParams(edit.preview.url.split("?")[1]).get("v") : "";
  return [
    EDIT_STAGES.indexOf(edit.stage),
    edit.progress.toFixed(3),
    edit.status,
    edit.queuePosition ?? "",
    preview,
    edit.model,
    edit.appearance?.revision ?? "",
  ].join("-");
}
