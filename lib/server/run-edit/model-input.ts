import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { encodeMask, fitMask } from "#lib/domain/mask-encoding.ts";
import { type Mask, type Raster, toModelPixels } from "#lib/domain/raster.ts";
import type { WindowPlan } from "#lib/domain/window.ts";
import type { Model, ProviderCall } from "#lib/providers/provider.ts";
import { resize } from "../codec/convert.ts";
import { encodeForModel, encodeMaskPng } from "../codec/encode.ts";

/** What the model is sent: the window and the mask, in its own size and encodings. */
export type ModelInput = Pick<ProviderCall, "image" | "mask" | "width" | "height">;

/**
 * Turns a window into what the model's declaration asks for.
 *
 * @param base the window at native resolution. @param effective the effective mask of the same size; null where the
 * model is to be shown none.
 * @throws RepaintError `image_rejected`, `mask_rejected` where no encoding fits the model's byte limits.
 */
export async function prepareModelInput(
  base: Raster,
  effective: Mask | null,
  plan: Pick<WindowPlan, "sent" | "placed">,
  model: Model,
): Promise<ModelInput> {
  const scaled = await resize(toModelPixels(base), plan.placed);
  const image = await encodeFor(placeOn(scaled, plan), model);
  const fitted = effective && fitMask(effective, plan);
  const isTold = fitted !== null && (model.mask.required || !isWhole(fitted));
  const mask = isTold ? await encodeMaskFor(fitted, model) : null;
  return { image, mask, ...plan.sent };
}

/**
 * A picture, 8-bit RGB, in the first of the model's formats that stays within its byte limit.
 *
 * @throws RepaintError `image_rejected` where none does
 */
export async function encodeFor(raster: Raster<Uint8Array>, model: Model): Promise<ModelInput["image"]> {
  for (const format of model.image.formats) {
    const bytes = await encodeForModel(raster, format, model.image.maxBytes);
    if (bytes) return { bytes, format };
  }
  throw new RepaintError("image_rejected", {
    detail: `${model.id}: the picture exceeds ${model.image.maxBytes} bytes`,
  });
}

/** A mask that marks everything says no more than none, and some services refuse it. */
const isWhole = ({ data }: Mask) => data.every((value) => value === 255);

async function encodeMaskFor(mask: Mask, model: Model): Promise<Uint8Array | null> {
  const samples = encodeMask(mask, model.mask);
  if (!samples) return null;
  const bytes = model.mask.channel === "raw" ? samples.data : await encodeMaskPng(samples);
  if (bytes.length > model.mask.maxBytes) {
    throw new RepaintError("mask_rejected", { detail: `${model.id}: the mask exceeds ${model.mask.maxBytes} bytes` });
  }
  return bytes;
}

/** Lays the scaled window into the sent size. What is left over repeats the nearest edge, which models ignore best. */
function placeOn(
  scaled: Raster<Uint8Array>,
  { sent, placed }: Pick<WindowPlan, "sent" | "placed">,
): Raster<Uint8Array> {
  if (scaled.width === sent.width && scaled.height === sent.height) return scaled;
  const { channels } = scaled;
  const data = new Uint8Array(sent.width * sent.height * channels);
  for (let y = 0; y < sent.height; y++) {
    const sourceRow = clamp(y - placed.y, scaled.height) * scaled.width;
    for (let x = 0; x < sent.width; x++) {
      const from = (sourceRow + clamp(x - placed.x, scaled.width)) * channels;
      const to = (y * sent.width + x) * channels;
      for (let channel = 0; channel < channels; channel++) data[to + channel] = scaled.data[from + channel] as number;
    }
  }
  return { ...sent, channels, data };
}

const clamp = (position: number, length: number) => Math.min(length - 1, Math.max(0, position));
