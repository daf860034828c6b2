import { readPhotoSession, writePhotoSession } from "#lib/client/photo-session.ts";
import type { Editor } from "./editor.ts";
import { type PhotoRecord, photoRecord, recordOf } from "./photo-record.ts";
import type { Sequence } from "./run-store.ts";
import { takeUpCleared, takeUpComparison, takeUpShape, takeUpView } from "./take-up.ts";

const REST_MILLIS = 300;

export const recordFor = (imageId: string): PhotoRecord | null => readPhotoSession(imageId, photoRecord);

/**
 * Writes down how the photo is set up whenever the hand rests, and when the page is left in whatever way. Takes up what
 * could not be before the editor was open: the view, what was compared, and what was left of a sequence. Returns what stops it.
 */
export function keepRecord(editor: Editor, found: PhotoRecord | null): () => void {
  const stopWaiting = found ? takeUpView(editor, found) : () => {};
  if (found) {
    takeUpComparison(editor, found);
    takeUpCleared(editor, found);
    takeUpShape(editor, found);
  }
  if (found?.sequence) resume(editor, found.sequence);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    writePhotoSession(editor.image.id, recordOf(editor, found));
  };
  const rest = () => {
    timer ??= setTimeout(write, REST_MILLIS);
  };
  const writeWhenHidden = () => {
    if (document.visibilityState === "hidden") write();
  };
  const { view, tools, request, layerWishes, run, edits, compare, comparison, photoState, maskState } = editor;
  const stops = [view, tools, request, layerWishes, run, edits, compare, comparison, photoState].map((store) =>
    store.subscribe(rest),
  );
  stops.push(
    maskState.subscribe(() => {
      // The mask has it now, and keeps it by itself.
      if (photoState.getState().drawn) photoState.setState({ drawn: null });
      // A mask that is drawn on anew is not given back any more.
      if (edits.getState().cleared.size > 0) rest();
    }),
  );
  window.addEventListener("pagehide", write);
  document.addEventListener("visibilitychange", writeWhenHidden);
  return () => {
    for (const stop of stops) stop();
    stopWaiting();
    window.removeEventListener("pagehide", write);
    document.removeEventListener("visibilitychange", writeWhenHidden);
    if (timer !== undefined) write();
  };
}

/** What was left of a sequence is shown at once; the edit that it waited for is followed as soon as that is loaded. */
function resume(editor: Editor, left: Sequence): void {
  editor.run.getState().begin({ ...left, state: "interrupted" });
  import("./run-sequence.ts").then(
    ({ resumeSequence }) => resumeSequence(editor, left),
    () => undefined,
  );
}
