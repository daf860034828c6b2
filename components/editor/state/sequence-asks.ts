import { localError } from "#lib/client/api-error.ts";
import { type Ask, askFor } from "#lib/client/edits/ask.ts";
import type { EditorLayer } from "#lib/client/layers/layer-meta.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { AskSources } from "./current-ask.ts";
import { type LayerWish, type WishSources, wishOf } from "./layer-wishes.ts";
import { layersToRun } from "./run-scope.ts";

export interface LayerAsk extends Ask {
  readonly layer: EditorLayer;
  readonly wish: LayerWish;
}

export type SequenceSources = AskSources & WishSources;

/**
 * The edits that the marked layers ask for, in the order they run, all as on the version that is shown: the results that
 * they will be made on are not there yet.
 */
export function sequenceAsks(sources: SequenceSources): readonly LayerAsk[] {
  const { image, maskState, edits, base, account } = sources;
  const layers = layersToRun(maskState.getState());
  return layers.map((layer, index) => {
    const wish = wishOf(sources, layer.id);
    const ask = askFor({
      imageId: image.id,
      parentEditId: edits.getState().selected,
      picture: base.getState().base,
      models: account.getState().models,
      maskBounds: layer.bounds,
      wish,
    });
    const isLast = index === layers.length - 1;
    // The masks after it are for a picture of this size.
    const misplaced =
      !isLast && OPERATIONS[wish.operation].result === "replace"
        ? localError("invalid_request", "wholePictureLast")
        : null;
    return { ...ask, missing: ask.missing ?? misplaced, layer, wish };
  });
}
