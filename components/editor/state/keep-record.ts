import { newestVersion } from "#lib/client/edits/history.ts";
import { readPhotoSession, writePhotoSession } from "#lib/client/photo-session.ts";
import type { Editor } from "./editor.ts";
import type { EditsStore } from "./edits-store.ts";
import { type PhotoRecord, photoRecord, recordOf, takeUpView } from "./photo-record.ts";
import { resumeSequence } from "./run-sequence.ts";

const REST_MILLIS = 300;

export const recordFor = (imageId: string): PhotoRecord | null => readPhotoSession(imageId, photoRecord);

/** Goes back to the version that was shown, unless a newer one has come since. */
export function takeUpVersion(edits: EditsStore, { selected, newest }: PhotoRecord): void {
  const known = edits.getState().edits;
  const isThere = selected === null || known.get(selected)?.status === "succeeded";
  if (isThere && newest === newestVersion(known)) edits.setState({ selected });
}

/**
 * Writes down how the photo is set up whenever the hand rests, and when the page is left in whatever way. Takes up what
 * could not be before the editor was open: the view, and what was left of a sequence. Returns what stops it.
 */
export function keepRecord(editor: Editor, found: PhotoRecord | null): () => void {
  const stopWaiting = found ? takeUpView(editor, found) : () => {};
  if (found?.sequence) void resumeSequence(editor, found.sequence);
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
  const { view, tools, request, layerWishes, run, edits } = editor;
  const stops = [view, tools, request, layerWishes, run, edits].map((store) => store.subscribe(rest));
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
