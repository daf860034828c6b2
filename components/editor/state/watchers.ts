import { getImage } from "#lib/client/api.ts";
import { NO_EDGES, withDraggingRoom } from "#lib/client/edits/expand.ts";
import { isFinal } from "#lib/client/events.ts";
import { describeMask } from "#lib/client/mask-engine/describe-mask.ts";
import { describeMove } from "./describe-move.ts";
import type { Editor } from "./editor.ts";

/** Someone comes back to this tab: what was begun in another one is here too, and what was spent. */
export function watchReturn(editor: Editor): () => void {
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    void editor.account.getState().refreshTokens();
    const image = await getImage(editor.image.id).catch(() => null);
    if (!image) return;
    editor.edits.getState().take(image.edits);
    for (const edit of image.edits) editor.follow(edit);
  };
  document.addEventListener("visibilitychange", look);
  return () => document.removeEventListener("visibilitychange", look);
}

/** Says how much is marked after every step, and of undo and redo, which step they took back or took again. */
export function watchMask({ base, maskState, announcer, words }: Editor): () => void {
  return maskState.subscribe((state, before) => {
    const { t } = words.getState();
    const mask = describeMask(t, state, base.getState().base);
    const moved = describeMove(t, before, state);
    if (moved) announcer.getState().say(`${moved} ${mask}`);
    else if (state.pixels !== before.pixels) announcer.getState().say(mask);
  });
}

/** What is about to be added around the photo is in sight with it. */
export function watchExpand({ request, view, base }: Editor): () => void {
  const makeRoom = () => {
    const { operation, expand } = request.getState();
    view.getState().makeRoom(operation === "outpaint" ? withDraggingRoom(base.getState().base, expand) : NO_EDGES);
  };
  const stops = [
    request.subscribe(({ operation, expand }, before) => {
      if (operation !== before.operation || expand !== before.expand) makeRoom();
    }),
    base.subscribe(() => {
      // It was meant for the picture before.
      request.getState().setExpand(NO_EDGES);
      makeRoom();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Tells once when an edit that was under way has ended. What it is told with has come with the first edit. */
export function watchEnds(editor: Editor): () => void {
  return editor.edits.subscribe((state, before) => {
    if (state.edits === before.edits) return;
    for (const edit of state.edits.values()) {
      const old = before.edits.get(edit.id);
      if (!isFinal(edit) || !old || isFinal(old)) continue;
      import("../later/rest.ts").then(
        ({ onEditEnded }) => onEditEnded(editor, edit),
        // Without a connection; its card tells it.
        () => undefined,
      );
    }
  });
}

export function watchConnection({ account, bitmaps }: Editor): () => void {
  const look = () => {
    account.setState({ isOnline: navigator.onLine });
    if (navigator.onLine) bitmaps.retry();
  };
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  return () => {
    window.removeEventListener("online", look);
    window.removeEventListener("offline", look);
  };
}
