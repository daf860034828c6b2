import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { NO_MASK, SELF_HOSTED, selfHostedPictures } from "../declare.ts";
import { base64 } from "../http/body.ts";
import { decodeBase64 } from "../http/download.ts";
import type { Model, ProviderCall, ProviderResult } from "../provider.ts";
import type { Connection } from "../settings.ts";
import { get, post } from "./server.ts";

export const UPSCALE: Model = {
  ...SELF_HOSTED,
  id: "a1111/upscale",
  name: "Upscaler (A1111)",
  description: "Makes the picture larger with an upscaling model of your own server.",
  operations: ["upscale"],
  image: selfHostedPictures(64, 1),
  mask: NO_MASK,
  prompt: { use: "ignored" },
  options: [],
  upscale: { maxFactor: 4, maxResultPixels: 4096 * 4096 },
  execution: "sync",
  deadlineMillis: 600_000,
};

/** @throws RepaintError `model_unavailable` where the server has no upscaling model. */
export async function upscale(call: ProviderCall, connection: Connection): Promise<ProviderResult> {
  const manner = { signal: call.signal };
  const name = chosenOf((await get("/sdapi/v1/upscalers", manner, connection)).json());
  if (name === null) throw new RepaintError("model_unavailable", { detail: "the server has no upscaling model" });
  const body = { image: base64(call.image.bytes), resize_mode: 0, upscaling_resize: call.scale, upscaler_1: name };
  const answer = await post("/sdapi/v1/extra-single-image", body, manner, connection);
  const { image } = (answer.json() ?? {}) as { image?: unknown };
  if (typeof image !== "string") throw new RepaintError("bad_response", { detail: "an answer without a picture" });
  return {
    image: { bytes: decodeBase64(image), format: "encoded" },
    warnings: [],
    requestId: null,
    costMicroUsd: 0,
  };
}

/** What every server lists but is no model: stretching is what the person would get without asking it. */
const STRETCHING: ReadonlySet<unknown> = new Set(["None", "Lanczos", "Nearest"]);
/** Comes with the server, and neither invents much nor takes minutes. */
const USUAL = "R-ESRGAN 4x+";

function chosenOf(listed: unknown): string | null {
  const names = (Array.isArray(listed) ? listed : []).map((entry: { name?: unknown } | null) => entry?.name);
  const able = names.filter((name): name is string => typeof name === "string" && !STRETCHING.has(name));
  return able.includes(USUAL) ? USUAL : (able[0] ?? null);
}
