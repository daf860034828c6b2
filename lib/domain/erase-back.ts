import { colourChannels, emptyLike, type Mask, maxSample, type Raster } from "./raster.ts";

/**
 * A patch with parts of it taken away again: its alpha multiplied by what `erased` leaves, so that at 255 the picture
 * before comes back exactly and at 0 the patch stays as it was. Where nothing is left the colour is 0 as well.
 *
 * @param patch grey+alpha or RGBA. @param erased of the patch's size.
 */
export function eraseBack<Samples extends Uint8Array | Uint16Array>(
  patch: Raster<Samples>,
  erased: Mask,
): Raster<Samples> {
  if (patch.width !== erased.width || patch.height !== erased.height) {
    throw new RangeError(`A mask of ${erased.width}×${erased.height} for a patch of ${patch.width}×${patch.height}`);
  }
  const { channels } = patch;
  const colours = colourChannels(patch);
  // In the picture's depth, so that a hidden sample of 16 bits is not rounded through 8.
  const max = maxSample(patch);
  const perLevel = max / 255;
  const data = emptyLike(patch.data, patch.data.length);
  for (let pixel = 0, at = 0; pixel < erased.data.length; pixel++, at += channels) {
    const kept = max - (erased.data[pixel] as number) * perLevel;
    const alpha = Math.round(((patch.data[at + colours] as number) * kept) / max);
    if (alpha === 0) continue;
    for (let channel = 0; channel < colours; channel++) data[at + channel] = patch.data[at + channel] as number;
    data[at + colours] = alpha;
  }
  return { ...patch, data };
}
