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
} from "./declare.ts";
import { base64, postJson } from "./http/body.ts";
import { decodeBase64 } from "./http/download.ts";
import { poll } from "./http/poll.ts";
import { type Answer, send } from "./http/send.ts";
import { statusError } from "./http/status-error.ts";
import type { Availability, Model, Provider, ProviderCall, ProviderResult } from "./provider.ts";
import { type Connection, connectionTo, type ProviderSettings } from "./settings.ts";

/**
 * AUTOMATIC1111 or Forge, a server of the operator's own, started with `--api`: `POST /sdapi/v1/img2img` with base64
 * pictures, white repaints. Its mask blur and its own cropping are switched off: the edge and the window are ours.
 *
 * It does not erase: a diffusion model without a description paints what it likes. Which one is loaded, and so which
 * size it works best at, is not told, nor how large a picture its memory takes; the sizes are cautious. Its progress is
 * that of whatever it works on, and its previews may be another person's, so none are shown. A call that is cancelled
 * runs to its end there: the only way to stop it would stop everybody's.
 */
export function createA1111Provider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("A1111", env, "");
  return {
    id: "a1111",
    name: "AUTOMATIC1111 / Forge",
    models: [IMG2IMG],
    // It works on one picture at a time; what waits there uses up its deadline.
    limits: { maxConcurrent: 1 },
    availability: () => availabilityOf(connection),
    edit: async (call) => {
      const finished = new AbortController();
      const following = followProgress(call, connection, AbortSignal.any([call.signal, finished.signal]));
      try {
        const answer = await send(
          `${connection.baseUrl}/sdapi/v1/img2img`,
          postJson(bodyOf(call), withLogin(connection)),
          { signal: call.signal, toError },
        );
        return resultOf(answer);
      } finally {
        finished.abort();
        await following;
      }
    },
  };
}

const IMG2IMG: Model = {
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
  deadlineMillis: 600_000,
};

function availabilityOf({ baseUrl, key }: Connection): Availability {
  if (!baseUrl)
    return { available: false, reason: "Set A1111_BASE_URL to the address of your AUTOMATIC1111 or Forge server." };
  if (key && !key.includes(":"))
    return { available: false, reason: "A1111_API_KEY must be user:password, as given to --api-auth." };
  return { available: true };
}

/** As `--api-auth` wants it. */
function withLogin({ key }: Connection): Record<string, string> {
  return key ? { authorization: `Basic ${Buffer.from(key).toString("base64")}` } : {};
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

/** Shows how far the server is, until the signal ends it. Progress that cannot be read is no reason to fail. */
async function followProgress(call: ProviderCall, connection: Connection, until: AbortSignal): Promise<void> {
  const url = `${connection.baseUrl}/sdapi/v1/progress`;
  const look = async (): Promise<null> => {
    const answer = await send(url, { headers: withLogin(connection) }, { signal: until, toError, isRead: true });
    const { progress } = (answer.json() ?? {}) as { progress?: unknown };
    if (typeof progress === "number" && !until.aborted) call.onProgress(Math.min(1, Math.max(0, progress)));
    return null;
  };
  await poll(look, { firstMillis: 500, mostMillis: 1_000 }, until).catch(() => undefined);
}

function toError(answer: Answer): RepaintError {
  // `{error, detail, body, errors}`, with the exception's name in `error` and its words in `errors`.
  if (/out ?of ?memory/i.test(answer.text())) return statusError(answer, "engine_out_of_memory");
  // 422: a field that is wrong, which is our mistake and not the person's.
  return statusError(answer, answer.status === 422 ? "bad_response" : null);
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
