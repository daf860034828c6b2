import "server-only";
import { availableByAddress } from "./availability.ts";
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
import { type Answer, send } from "./http/send.ts";
import { statusError } from "./http/status-error.ts";
import type { Model, Provider, ProviderCall, ProviderResult } from "./provider.ts";
import { connectionTo, type ProviderSettings } from "./settings.ts";

/**
 * IOPaint, a server of the operator's own: `POST /api/v1/inpaint` with base64 pictures, white repaints, the answer is
 * the picture itself. It erases with LaMa and inpaints with whatever diffusion model it was started with; it says
 * nowhere which one, so both are offered. Its own mask blur is switched off: the edge is ours.
 *
 * Not confirmed: how large a picture the server takes; it depends on its memory, so the sizes are cautious.
 */
export function createIopaintProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("IOPAINT", env, "");
  return {
    id: "iopaint",
    name: "IOPaint",
    models: [ERASE, INPAINT],
    availability: () => availableByAddress("IOPAINT", connection),
    edit: async (call) => {
      const answer = await send(`${connection.baseUrl}/api/v1/inpaint`, postJson(bodyOf(call)), {
        signal: call.signal,
        toError,
      });
      return resultOf(answer);
    },
  };
}

const COMMON = {
  ...SELF_HOSTED,
  image: selfHostedPictures(64, 8),
  mask: whiteRepaints(10_000_000),
  execution: "sync",
  deadlineMillis: 300_000,
} as const satisfies Partial<Model>;

const ERASE: Model = {
  ...COMMON,
  id: "iopaint/erase",
  name: "IOPaint eraser",
  description: "Removes what you marked, on your own IOPaint server.",
  operations: ["erase"],
  prompt: { use: "ignored" },
  options: [],
};

const INPAINT: Model = {
  ...COMMON,
  id: "iopaint/inpaint",
  name: "IOPaint",
  description: "Paints what you describe, if your IOPaint server runs a model that reads descriptions.",
  operations: ["inpaint"],
  prompt: { use: "required", maxCharacters: 2_000 },
  options: [
    seedOption(),
    negativePromptOption(2_000),
    fractionOption("strength", "Strength", { min: 0.01 }),
    stepsOption(1, 100),
    guidanceOption(0, 30, 0.1),
  ],
};

function bodyOf({ model, image, mask, prompt, options }: ProviderCall): Record<string, unknown> {
  return {
    image: base64(image.bytes),
    mask: base64(mask ?? new Uint8Array(0)),
    ...(model.id === INPAINT.id && {
      prompt,
      negative_prompt: options.negativePrompt ?? "",
      // The server's own default is a fixed seed; without one from the person each run is to differ.
      sd_seed: options.seed ?? -1,
      sd_mask_blur: 0,
      ...(options.strength !== undefined && { sd_strength: options.strength }),
      ...(options.steps !== undefined && { sd_steps: options.steps }),
      ...(options.guidance !== undefined && { sd_guidance_scale: options.guidance }),
    }),
  };
}

function toError(answer: Answer) {
  // FastAPI: 422 names a field that is wrong, 400 a mask of another size; neither is the person's fault.
  if (answer.status === 400 && /mask|size/i.test(answer.text())) return statusError(answer, "mask_rejected");
  return statusError(answer, answer.status === 422 ? "bad_response" : null);
}

function resultOf({ bytes, headers }: Answer): ProviderResult {
  const seed = headers.get("x-seed");
  return {
    image: { bytes, format: "encoded" },
    warnings: [],
    requestId: null,
    ...(seed && { usage: { seed: Number(seed) } }),
    costMicroUsd: 0,
  };
}
