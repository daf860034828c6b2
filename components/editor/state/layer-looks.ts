import { editorLayers, type LayerColour } from "#lib/client/layers/layer-meta.ts";
import type { MaskSession } from "#lib/client/mask-engine/mask-session.ts";
import type { MaskColour } from "#lib/client/mask-engine/protocol.ts";
import type { MaskStore } from "./mask-store.ts";

interface Sources {
  readonly mask: Pick<MaskSession, "look">;
  readonly maskState: MaskStore;
}

/** Has the mask's worker show each layer in its colour, or not at all, as is chosen. Returns what stops it. */
export function showLayers(
  { mask, maskState }: Sources,
  colours: Readonly<Record<LayerColour, MaskColour>>,
): () => void {
  let told = "";
  const tell = () => {
    const looks = editorLayers(maskState.getState().layers).map(
      ({ id, meta }) => [id, { colour: colours[meta.colour], isVisible: meta.isVisible }] as const,
    );
    const news = JSON.stringify(looks);
    if (news === told) return;
    told = news;
    mask.look(new Map(looks));
  };
  tell();
  return maskState.subscribe(tell);
}
