import { RepaintError } from "#lib/domain/error.ts";
import type { Warning } from "#lib/domain/notice.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { DEFAULT_NET_SIDE } from "./adapters.ts";
import { type CropView, planCrops } from "./crops.ts";
import { addDetail } from "./detail.ts";
import { fillByExemplar, replaceByExemplar } from "./exemplar.ts";
import type { EngineName, FillInput } from "./fill.ts";
import { runNet } from "./net-fill.ts";
import type { Layer } from "./patch-match.ts";
import { fillSmoothly } from "./push-pull.ts";
import { boundsWithin, clipSquare, copyLayer, eachPixel, growWithin } from "./region.ts";
import type { Net } from "./session.ts";

export interface Inpainted {
  readonly pixels: Uint8Array;
  readonly engine: EngineName;
  readonly warnings: readonly Warning[];
}

/**
 * Fills the hole view by view (`planCrops`): marks far apart get squares of their own, so each stays as sharp as its
 * size allows. Later views see what earlier ones filled. Only hole pixels are written.
 *
 * @param net null: without a model, by patches from the surroundings.
 * @throws RepaintError `mask_rejected` without a model when there is nothing around the hole to continue.
 */
export async function inpaint(
  input: FillInput,
  net: Net | null,
  onProgress: (fraction: number) => void,
): Promise<Inpainted> {
  const picture = { ...input, pixels: input.pixels.slice(), mask: input.mask.slice() };
  const plan = planCrops(picture, net?.side ?? DEFAULT_NET_SIDE);
  for (const [index, view] of plan.views.entries()) {
    const isOwn: IsOwn = (at, x, y) => picture.mask[at] !== 0 && plan.viewOf(x, y) === index;
    const tell = (fraction: number) => onProgress((index + fraction) / plan.views.length);
    if (net) await fillByNet(picture, view, isOwn, net, tell);
    else await fillByPatches(picture, view, isOwn, tell);
    eachPixel(picture, clipSquare(picture, view.square), (at, x, y) => {
      if (isOwn(at, x, y)) picture.mask[at] = 0;
    });
    tell(1);
  }
  return { pixels: picture.pixels, engine: net?.engine ?? "exemplar", warnings: [] };
}

/** Whether a pixel of the picture is hole and this view's to fill. */
type IsOwn = (at: number, x: number, y: number) => boolean;

/**
 * The net's answer, and for a thick mark then patches of the photo in its place: the net knows where a wall or a ridge
 * goes on, but enlarged from 512 pixels it is soft, and its colours stray.
 */
async function fillByNet(picture: FillInput, view: CropView, isOwn: IsOwn, net: Net, tell: (fraction: number) => void) {
  const area = clipSquare(picture, view.square);
  const sample = addDetail(picture, await runNet(net, picture, view.square));
  // Other views' pixels too: what still stands there must not guide the patches below.
  eachPixel(picture, area, (at, x, y) => {
    if (picture.mask[at] === 0) return;
    for (let c = 0; c < 3; c++) picture.pixels[at * 3 + c] = Math.min(255, Math.max(0, Math.round(sample(x, y, c))));
  });
  if (view.thickness < TEXTURED_FROM_PIXELS) return;
  tell(NET_PART);

  const marked = boundsWithin(picture, area, isOwn);
  // Patches from nearby: farther away surfaces are often smoother, and smooth patches match everything a little.
  const near = growWithin(picture, marked, Math.round(Math.max(marked.width, marked.height) / 2));
  const filled = await replaceByExemplar(copyLayer(picture, near), view.thickness, (fraction) =>
    tell(NET_PART + fraction * (1 - NET_PART)),
  );
  if (filled) write(picture, near, filled, isOwn);
}

/**
 * From this thickness on the photo's own patches are better than the net's answer, in looks and, measured on photos with
 * known backgrounds, in the error to them. In thinner marks the net is as sharp as the photo, and nearer to it.
 */
const TEXTURED_FROM_PIXELS = 80;
/** The net's usual part of the time, when patches follow it. */
const NET_PART = 0.3;

async function fillByPatches(picture: FillInput, view: CropView, isOwn: IsOwn, tell: (fraction: number) => void) {
  const area = clipSquare(picture, view.square);
  const layer = copyLayer(picture, area);
  write(picture, area, (await fillByExemplar(layer, tell)) ?? smoothly(layer), isOwn);
}

/** Where no patch is free of hole, as in tiny pictures: a smooth continuation. */
function smoothly({ width, height, rgb, hole }: Layer): Uint8Array {
  const values = Float32Array.from(rgb);
  const known = Float32Array.from(hole, (isHole) => (isHole ? 0 : 1));
  if (!fillSmoothly(values, known, width, height, 3)) {
    throw new RepaintError("mask_rejected", { detail: "nothing around the hole to continue" });
  }
  return Uint8Array.from(values, Math.round);
}

/** Takes over this view's hole pixels from the filled samples of an area. */
function write(picture: FillInput, area: Rect, filled: Uint8Array, isOwn: IsOwn): void {
  eachPixel(picture, area, (at, x, y) => {
    if (!isOwn(at, x, y)) return;
    const from = ((y - area.y) * area.width + x - area.x) * 3;
    for (let c = 0; c < 3; c++) picture.pixels[at * 3 + c] = filled[from + c]!;
  });
}
