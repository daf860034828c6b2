import { editorLayers } from "#lib/client/layers/layer-meta.ts";
import type { MaskStore } from "./mask-store.ts";

/** Whether marks may be made on the layer that is drawn on. Where not, the person is told why. */
export function mayPaint({ maskState }: { readonly maskState: MaskStore }): boolean {
  const { layers, active, notices } = maskState.getState();
  const meta = editorLayers(layers).find(({ id }) => id === active)?.meta;
  if (!meta || (meta.isVisible && !meta.isLocked)) return true;
  maskState.setState({ notices: [...notices, meta.isLocked ? "locked" : "unseen"] });
  return false;
}
