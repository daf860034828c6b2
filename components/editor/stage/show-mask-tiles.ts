import { mipLevels } from "#lib/client/mask/mips.ts";
import { TILE } from "#lib/client/mask/tiles.ts";
import { levelFor, type Pyramid, tilesTouching } from "#lib/client/view/tile-plan.ts";
import { visibleRect } from "#lib/client/view/viewport.ts";
import type { Editor } from "../state/editor.ts";

/** Tells the mask's worker, whenever the view changes, which of its tiles are on the stage. Returns what stops it. */
export function showMaskTiles({ image, view, mask }: Editor): () => void {
  const pyramid: Pyramid = { width: image.width, height: image.height, size: TILE, levels: mipLevels(image) };
  let told = "";
  const tell = () => {
    const { viewport, pixelRatio, stage } = view.getState();
    const level = levelFor(viewport.scale * pixelRatio, pyramid.levels);
    const range = tilesTouching(pyramid, level, visibleRect(viewport, image, stage));
    const news = `${level} ${Object.values(range)}`;
    if (news === told) return;
    told = news;
    mask.show(level, range);
  };
  tell();
  return view.subscribe(tell);
}
