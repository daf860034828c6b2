import "server-only";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { eraseBack } from "#lib/domain/erase-back.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { movedBy, wholeOf } from "#lib/domain/geometry.ts";
import { cropMask } from "#lib/domain/mask.ts";
import type { Patch } from "#lib/domain/patch.ts";
import type { Mask, Raster, Rect } from "#lib/domain/raster.ts";
import { withFeather } from "#lib/domain/spread.ts";
import { versionSize } from "#lib/domain/version.ts";
import { decodePatch, decodeWindow } from "../codec/decode.ts";
import { readHeader, readProfile } from "../codec/inspect.ts";
import { decodeGreyMask } from "../codec/untrusted.ts";
import { getObject, pathOf } from "../storage.ts";
import type { Reblend } from "../store/reblends.ts";
import { openVersion, readVersion } from "../version.ts";
import { blend, countChanged } from "./blend.ts";
import { openDrawnMask } from "./drawn-mask.ts";

export interface Blended {
  /** On the version. */
  readonly patch: Patch;
  readonly icc: Uint8Array | null;
  readonly spreadPixels: number;
  readonly outsidePixelsChanged: number;
}

/** Makes the patch from what the model painted, or where that was not kept from the first patch, and counts anew. */
export async function blendAnew(started: Reblend): Promise<Blended> {
  const { image, patches, userId } = started;
  const window = windowOf(started);
  const version = await openVersion(pathOf.original(userId, image.id), patches);
  const base = await readVersion(version, window);
  const drawn = await readDrawn(started, window);
  const { patch, spreadPixels } = await cut(started, { window, base, drawn });
  const kept = await withoutErased(patch, started, window);
  return {
    patch: { rect: movedBy(kept.rect, window.x, window.y), raster: kept.raster },
    icc: await readProfile(version.base, version.facts),
    spreadPixels,
    // Where nothing was drawn, nothing lies outside.
    outsidePixelsChanged: drawn ? countChanged(base, kept, drawn, spreadPixels) : 0,
  };
}

interface Window {
  readonly window: Rect;
  readonly base: Raster;
  readonly drawn: Mask | null;
}

/** In pixels of the window. */
async function cut(started: Reblend, { window, base, drawn }: Window): Promise<{ patch: Patch; spreadPixels: number }> {
  const { edit, painted, feather, colourMatch, patch } = started;
  if (painted && drawn) {
    const { grow } = painted;
    const planned = { grow, feather: painted.feather, spreadPixels: grow + painted.feather };
    const spread = withFeather(planned, feather);
    const raster = await readPainted(painted.path);
    return {
      patch: blend(base, raster, effectiveMask(drawn, spread), colourMatch),
      spreadPixels: spread.spreadPixels,
    };
  }
  const raster = await decodePatch(await getObject(patch.path));
  return { patch: { rect: movedBy(patch, -window.x, -window.y), raster }, spreadPixels: edit.spreadPixels };
}

async function readPainted(path: string): Promise<Raster<Uint8Array>> {
  const png = await getObject(path);
  const facts = await readHeader(png);
  return (await decodeWindow(png, facts, wholeOf(facts))) as Raster<Uint8Array>;
}

async function readDrawn({ edit, image, userId, patches, hasMask }: Reblend, window: Rect): Promise<Mask | null> {
  if (!hasMask) return null;
  const png = await getObject(pathOf.mask(userId, image.id, edit.id));
  return (await openDrawnMask(png, versionSize(image, patches))).within(window);
}

async function withoutErased(patch: Patch, { erasedPath }: Reblend, window: Rect): Promise<Patch> {
  if (!erasedPath) return patch;
  const erased = await decodeGreyMask(await getObject(erasedPath), window);
  return { rect: patch.rect, raster: eraseBack(patch.raster, cropMask(erased, patch.rect)) };
}

function windowOf({ edit }: Reblend): Rect {
  if (!edit.window) throw new RepaintError("internal", { detail: `edit ${edit.id} has no window` });
  return edit.window;
}
