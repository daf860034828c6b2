import { layOut, type VersionBase } from "#lib/client/edits/version-base.ts";
import type { MaskSession } from "#lib/client/mask-engine/mask-session.ts";
import type { Image } from "#lib/contracts/image.ts";
import type { BaseStore } from "./base-store.ts";
import { type EditsStore, selectedPath } from "./edits-store.ts";
import type { ToolStore } from "./tool-store.ts";
import type { ViewStore } from "./view-store.ts";

interface Followers {
  readonly image: Image;
  readonly edits: EditsStore;
  readonly base: BaseStore;
  readonly view: ViewStore;
  readonly tools: ToolStore;
  readonly mask: Pick<MaskSession, "open">;
}

/**
 * Lets the view, the brush and the mask go along when a version of another size is selected. Each base has a mask of
 * its own, which is there again when one comes back. Returns what stops it.
 *
 * It must be the first to hear of a selection, so that nobody after it sees the old size with the new version.
 */
export function followBase(all: Followers): () => void {
  const { image, edits, base } = all;
  turnTo(all, base.getState().base);
  return edits.subscribe((state, before) => {
    if (state.selected === before.selected && state.edits === before.edits) return;
    const next = layOut(image, selectedPath(state)).base;
    if (next.editId === base.getState().base.editId) return;
    base.setState({ base: next });
    turnTo(all, next);
  });
}

function turnTo({ view, tools, mask }: Followers, base: VersionBase): void {
  tools.getState().fit(base);
  mask.open(base.editId ?? "original", base);
  // Last: what watches the view looks at the mask that is open then.
  view.getState().show(base);
}
