import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { entryOf, fluxPictures, HOSTED, pricePerCall, seedOption, stepsOption, whiteRepaints } from "./declare.ts";
import { dataUri, postJson } from "./http/body.ts";
import { downloadResult } from "./http/download.ts";
import { poll } from "./http/poll.ts";
import { type Answer, send } from "./http/send.ts";
import { statusError } from "./http/status-error.ts";
import type { Model, Provider, ProviderCall } from "./provider.ts";
import { type Connection, connectionTo, type ProviderSettings } from "./settings.ts";

/**
 * Replicate, which runs other people's models: each has fields and a mask polarity of its own, so only those whose
 * both are known are listed (`LISTED`). A call is a prediction, polled by its id; inputs and results are deleted after
 * an hour. No prediction is cancelled: what a person cancels here runs to its end there, and is billed.
 *
 * Not confirmed: how large a picture may be (cautious here), the price on Replicate (taken from the same engine
 * elsewhere), and the words of a failed prediction, which are only searched for a refusal. `flux-fill-dev` is not
 * listed because its price and the names of its settings are not known, `ideogram` because its fields are not.
 */
export function createReplicateProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("REPLICATE", env, "https://api.replicate.com/v1");
  return {
    id: "replicate",
    name: "Replicate",
    models: LISTED.map(({ model }) => model),
    // The rate is documented. How many may run at a time is not.
    limits: { maxConcurrent: 8, maxStartsPerMinute: 600 },
    availability: () =>
      connection.key
        ? { available: true }
        : { available: false, reason: "Set REPLICATE_API_KEY to a token from replicate.com." },
    edit: async (call) => {
      const { usd, ...listed } = entryOf(LISTED, call.model);
      const id = call.jobId ?? (await submit(listed, call, connection));
      const address = await waitForResult(id, call.signal, connection);
      const bytes = await downloadResult(address, { baseUrl: connection.baseUrl, signal: call.signal });
      return {
        image: { bytes, format: "encoded" },
        warnings: [],
        requestId: id,
        costMicroUsd: Math.round(usd * 1_000_000),
      };
    },
  };
}

interface Listed {
  readonly model: Model;
  /** `<owner>/<name>` there. */
  readonly source: string;
  /** List price of a call. */
  readonly usd: number;
  /** The fields of its input. */
  input(call: ProviderCall): Readonly<Record<string, unknown>>;
}

const FLUX_FILL_PRO: Listed = {
  source: "black-forest-labs/flux-fill-pro",
  usd: 0.05,
  // It answers JPEG unless asked; the result is to be exact. Settings have the same names there as here.
  input: (call) => ({ ...call.options, ...pictureAndMask(call), prompt: call.prompt, output_format: "png" }),
  model: {
    ...HOSTED,
    id: "replicate/flux-fill-pro",
    name: "FLUX.1 Fill [pro] on Replicate",
    description: "Paints what you describe into the marked region. Cancelling does not stop it at Replicate.",
    operations: ["inpaint"],
    image: fluxPictures(6_000_000),
    mask: whiteRepaints(6_000_000),
    prompt: { use: "required", maxCharacters: 2_000 },
    options: [seedOption(), stepsOption(15, 50)],
    execution: "async",
    price: pricePerCall(0.05),
    deadlineMillis: 300_000,
  },
};

/** Another model is another row: its input in its own words, its mask's polarity in its `Model`. */
const LISTED: readonly Listed[] = [FLUX_FILL_PRO];

function pictureAndMask({ image, mask }: ProviderCall) {
  return { image: dataUri(image), mask: dataUri({ bytes: mask ?? new Uint8Array(0), format: "png" }) };
}

async function submit(
  { source, input }: Pick<Listed, "source" | "input">,
  call: ProviderCall,
  { baseUrl, key }: Connection,
): Promise<string> {
  const answer = await send(
    `${baseUrl}/models/${source}/predictions`,
    postJson({ input: input(call) }, { authorization: `Bearer ${key}` }),
    { signal: call.signal, toError: submissionError },
  );
  const { id } = (answer.json() ?? {}) as Prediction;
  if (typeof id !== "string") throw new RepaintError("bad_response", { detail: "a prediction without an id" });
  await call.onJobId(id);
  return id;
}

/** Waits for a prediction's end. @returns the address of its result. */
async function waitForResult(id: string, signal: AbortSignal, { baseUrl, key }: Connection): Promise<string> {
  // The id becomes part of an address that is sent the key: it is polled below the base URL or not at all.
  const url = `${baseUrl}/predictions/${encodeURIComponent(id)}`;
  const look = async (): Promise<string | null> => {
    const options = { signal, toError: pollingError, isRead: true };
    const prediction = (await send(url, { headers: { authorization: `Bearer ${key}` } }, options)).json();
    const { status, output, error } = (prediction ?? {}) as Prediction;
    if (typeof status !== "string") throw new RepaintError("bad_response", { detail: "a prediction without a status" });
    if (status === "failed" || status === "canceled") throw failureOf(status, error);
    if (status !== "succeeded") return null;
    const address = Array.isArray(output) ? output[0] : output;
    // Gone an hour after it ended.
    if (typeof address !== "string") throw new RepaintError("bad_response", { detail: "succeeded, without an output" });
    return address;
  };
  return await poll(look, { firstMillis: 500, mostMillis: 3_000 }, signal);
}

interface Prediction {
  readonly id?: unknown;
  readonly status?: unknown;
  /** One address, or a list of them. */
  readonly output?: unknown;
  readonly error?: unknown;
}

/** A 429 says in words when to come back. */
function submissionError(answer: Answer): RepaintError {
  const seconds = /resets in ~?(\d+) ?s/i.exec(answer.text())?.[1];
  return statusError(answer, null, answer.status === 429 && seconds ? { retryAfterSeconds: Number(seconds) } : {});
}

/** Predictions are forgotten after a while; that is not a retired model. */
function pollingError(answer: Answer): RepaintError {
  return answer.status === 404 ? statusError(answer, "bad_response") : submissionError(answer);
}

/** What a prediction that came to nothing means: its `error` is text for people, in each model's own words. */
function failureOf(status: string, error: unknown): RepaintError {
  const text = typeof error === "string" ? error : "";
  const detail = `prediction ${status}: ${text.slice(0, 2_000)}`;
  if (/nsfw|sensitive|flagged|moderat|safety/i.test(text))
    return new RepaintError("moderated", { moderation: { side: null, category: null }, detail });
  return new RepaintError(/\bmask\b/i.test(text) ? "mask_rejected" : "bad_response", { detail });
}
