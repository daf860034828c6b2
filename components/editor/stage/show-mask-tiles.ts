import { levelFor, type Pyramid, tilesTouching } from "#lib/client/view/tile-plan.ts";
import { visibleRect } from "#lib/client/view/viewport.ts";
import { mipLevels, TILE } from "#lib/domain/mask-engine/tiles.ts";
import type { Editor } from "../state/editor.ts";

/**
 * Tells the mask's worker, whenever the view or the picture changes, which of the mask's tiles are on the stage. Returns
 * what stops it.
 */
export function showMaskTiles({ base, view, mask }: Editor): () => void {
  let told = "";
  const tell = () => {
    const picture = base.getState().base;
    const { viewport, pixelRatio, stage } = view.getState();
    const { width, height } = picture;
    const pyramid: Pyramid = { width, height, size: TILE, levels: mipLevels(picture) };
    const level = levelFor(viewport.scale * pixelRatio, pyramid.levels);
    const range = tilesTouching(pyramid, level, visibleRect(viewport, picture, stage));
    const news = `${mask.document} ${level} ${Object.values(range)}`;
    if (news === told) return;
    told = news;
    mask.show(level, range);
  };
  tell();
  const stops = [view.subscribe(tell), base.subscribe(tell)];
  return () => {
    for (const stop of stops) stop();
  };
}
