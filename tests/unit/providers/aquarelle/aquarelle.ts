import "server-only";
import { availableByKey } from "#lib/providers/availability.ts";
import { decodeBase64 } from "#lib/providers/http/download.ts";
import { type Answer, send } from "#lib/providers/http/send.ts";
import { statusError } from "#lib/providers/http/status-error.ts";
import type { Model, Provider, ProviderCall } from "#lib/providers/provider.ts";
import { connectionTo, type ProviderSettings } from "#lib/providers/settings.ts";

/**
 * A provider that does not exist, written as the guide to adding one that does. Its imaginary API: `POST /v1/fill` with
 * a key in a header and base64 pictures in JSON; transparent pixels of the mask are painted; the answer is JSON.
 */
export function createAquarelleProvider({ env }: ProviderSettings): Provider {
  // A real one adds its name to PROVIDER_NAMES and so gets AQUARELLE_API_KEY and AQUARELLE_BASE_URL.
  const { key, baseUrl } = connectionTo("COMPATIBLE", env, "https://api.aquarelle.example");
  return {
    id: "aquarelle",
    name: "Aquarelle",
    models: [FILL],
    // 1. Listed even without a key, with what the operator has to do.
    availability: () => availableByKey("COMPATIBLE", { key }, "aquarelle.example"),
    edit: async (call) => {
      // 2. One request through `send`: it caps the answer, repeats only what cannot be billed twice, obeys the signal.
      const answer = await send(
        `${baseUrl}/v1/fill`,
        {
          method: "POST",
          headers: { "content-type": "application/json", "x-aquarelle-key": key },
          body: JSON.stringify(bodyOf(call)),
        },
        { signal: call.signal, toError },
      );
      // 3. Only what is needed is read of what came back; the pipeline decodes and checks the picture itself.
      const { picture, price_cents: cents } = (answer.json() ?? {}) as { picture?: string; price_cents?: number };
      return {
        image: { bytes: decodeBase64(picture ?? ""), format: "encoded" },
        warnings: [],
        requestId: answer.headers.get("x-request-id"),
        costMicroUsd: cents === undefined ? null : cents * 10_000,
      };
    },
  };
}

/** 4. Everything the pipeline must know, as data: it crops, scales, encodes, prices and checks by this. */
const FILL: Model = {
  id: "aquarelle/fill",
  name: "Aquarelle",
  description: "Paints what you describe in watercolours.",
  operations: ["inpaint"],
  image: {
    formats: ["png"],
    maxBytes: 8_000_000,
    minSide: 256,
    maxSide: 1536,
    minPixels: 256 * 256,
    maxPixels: 1536 * 1024,
    maxRatio: 3,
    multipleOf: 16,
    preferredPixels: 1024 * 1024,
  },
  mask: { channel: "alpha", polarity: "255-keeps", soft: false, maxBytes: 4_000_000, required: true },
  prompt: { use: "required", maxCharacters: 500 },
  options: [{ type: "number", name: "seed", label: "Seed", min: 0, max: 65_535, step: 1, default: null }],
  maxReferences: 0,
  execution: "sync",
  streaming: false,
  feather: "ours",
  price: { baseTokens: 3, tokensPerMegapixel: 0 },
  repeatable: false,
  deadlineMillis: 60_000,
};

function bodyOf({ image, mask, prompt, options }: ProviderCall) {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  return {
    picture: base64(image.bytes),
    stencil: base64(mask as Uint8Array),
    wish: prompt,
    ...(options.seed !== undefined && { seed: options.seed }),
  };
}

/** 5. The provider's own codes become ours; what it does not say, the HTTP status decides. */
function toError(answer: Answer) {
  const { problem } = (answer.json() ?? {}) as { problem?: string };
  if (problem === "indecent") {
    return statusError(answer, "moderated", { moderation: { side: "input", category: null } });
  }
  return statusError(answer, problem === "stencil" ? "mask_rejected" : null);
}
