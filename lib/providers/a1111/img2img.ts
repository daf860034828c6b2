import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import {
  fractionOption,
  guidanceOption,
  negativePromptOption,
  SELF_HOSTED,
  seedOption,
  selfHostedPictures,
  stepsOption,
  whiteRepaints,
} from "../declare.ts";
import { base64 } from "../http/body.ts";
import { decodeBase64 } from "../http/download.ts";
import type { Answer } from "../http/send.ts";
import type { Model, ProviderCall, ProviderResult } from "../provider.ts";
import type { Connection } from "../settings.ts";
import { post } from "./server.ts";
import { followTask, interruptTask, newTaskId } from "./task.ts";

export const IMG2IMG: Model = {
  ...SELF_HOSTED,
  id: "a1111/img2img",
  name: "Stable Diffusion (A1111)",
  description:
    "Paints what you describe, or repaints in the style you name, with the model your own server has loaded.",
  operations: ["inpaint", "restyle"],
  image: selfHostedPictures(256, 8),
  // One plane without alpha: alpha would be taken for the mask, with opaque repainted.
  mask: whiteRepaints(10_000_000, { required: false }),
  prompt: { use: "required", maxCharacters: 2_000 },
  options: [
    seedOption(),
    negativePromptOption(2_000),
    fractionOption("strength", "Strength"),
    stepsOption(1, 150),
    guidanceOption(1, 30, 0.5),
  ],
  execution: "sync",
  streaming: true,
  deadlineMillis: 600_000,
};

/** @throws RepaintError what the refusal means; `bad_response` */
export async function img2img(call: ProviderCall, connection: Connection): Promise<ProviderResult> {
  const task = newTaskId();
  const finished = new AbortController();
  const following = followTask(task, call, AbortSignal.any([call.signal, finished.signal]), connection);
  try {
    const body = { ...bodyOf(call), force_task_id: task };
    return resultOf(await post("/sdapi/v1/img2img", body, { signal: call.signal }, connection));
  } catch (error) {
    await interruptTask(task, call.signal, connection);
    throw error;
  } finally {
    finished.abort();
    await following;
  }
}

function bodyOf({ image, mask, width, height, prompt, options }: ProviderCall): Record<string, unknown> {
  return {
    init_images: [base64(image.bytes)],
    ...(mask && { mask: base64(mask), mask_blur: 0, inpaint_full_res: false, inpainting_mask_invert: 0 }),
    prompt,
    negative_prompt: options.negativePrompt ?? "",
    seed: options.seed ?? -1,
    width,
    height,
    batch_size: 1,
    n_iter: 1,
    ...(options.strength !== undefined && { denoising_strength: options.strength }),
    ...(options.steps !== undefined && { steps: options.steps }),
    ...(options.guidance !== undefined && { cfg_scale: options.guidance }),
  };
}

function resultOf(answer: Answer): ProviderResult {
  const { images, info } = (answer.json() ?? {}) as { images?: unknown; info?: unknown };
  const first: unknown = Array.isArray(images) ? images[0] : null;
  if (typeof first !== "string") throw new RepaintError("bad_response", { detail: "an answer without pictures" });
  const seed = seedIn(info);
  return {
    image: { bytes: decodeBase64(first), format: "encoded" },
    warnings: [],
    requestId: null,
    ...(seed !== null && { usage: { seed } }),
    costMicroUsd: 0,
  };
}

/** `info` is JSON within JSON. */
function seedIn(info: unknown): number | null {
  const seed = typeof info === "string" ? /"seed": ?(\d+)/.exec(info)?.[1] : undefined;
  return seed === undefined ? null : Number(seed);
}
