import "server-only";
import { availableByKey } from "../availability.ts";
import { entryOf } from "../declare.ts";
import { decodeBase64 } from "../http/download.ts";
import { type Answer, send } from "../http/send.ts";
import type { Provider, ProviderResult } from "../provider.ts";
import { connectionTo, type ProviderSettings } from "../settings.ts";
import { httpError, refusalError } from "./errors.ts";
import { ENGINES, type Engine, listMicroUsd } from "./models.ts";
import { bodyOf } from "./request.ts";

/**
 * Google's Gemini image models: one call of `generateContent` with the picture and an instruction. They take no mask
 * and repaint the whole picture; the app keeps what was not marked.
 *
 * The service answers in one of eight shapes. Whether it follows the picture's own where none is named is not
 * confirmed, so the window is always a square and a square is asked for. Also not confirmed: the names of the models,
 * how large a request may be (20 MB here), how many references the two smaller models take, and what a picture costs.
 */
export function createGeminiProvider({ env }: ProviderSettings): Provider {
  const { baseUrl, key } = connectionTo("GEMINI", env, "https://generativelanguage.googleapis.com");
  return {
    id: "gemini",
    name: "Google Gemini",
    models: ENGINES.map(({ model }) => model),
    availability: () => availableByKey("GEMINI", { key }, "Google AI Studio"),
    edit: async (call) => {
      const engine = entryOf(ENGINES, call.model);
      const answer = await send(
        `${baseUrl}/v1beta/models/${engine.name}:generateContent`,
        {
          method: "POST",
          headers: { "content-type": "application/json", "x-goog-api-key": key },
          body: bodyOf(call),
        },
        { signal: call.signal, toError: httpError },
      );
      return resultOf(answer, engine);
    },
  };
}

interface Content {
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly Part[] };
    readonly finishReason?: unknown;
  }[];
  readonly promptFeedback?: { readonly blockReason?: unknown };
  readonly usageMetadata?: Readonly<Record<string, unknown>>;
  readonly responseId?: unknown;
}

interface Part {
  /** Marks a draft from the model's thinking: not the result. */
  readonly thought?: boolean;
  readonly inlineData?: { readonly data?: unknown };
}

function resultOf(answer: Answer, engine: Engine): ProviderResult {
  const content = (answer.json() ?? {}) as Content;
  const [candidate] = content.candidates ?? [];
  const pictures = (candidate?.content?.parts ?? []).filter(({ inlineData, thought }) => inlineData && !thought);
  const data = pictures.at(-1)?.inlineData?.data;
  if (typeof data !== "string") throw refusalError(content.promptFeedback?.blockReason, candidate?.finishReason);
  const usage = usageOf(content.usageMetadata ?? {});
  return {
    image: { bytes: decodeBase64(data), format: "encoded" },
    warnings: [],
    requestId: typeof content.responseId === "string" ? content.responseId : null,
    usage,
    costMicroUsd: costOf(usage, engine),
  };
}

function usageOf(metadata: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  const counts = ["promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount"].map((name) => [
    name,
    metadata[name],
  ]);
  return Object.fromEntries(counts.filter(([, count]) => typeof count === "number"));
}

/** Counts every token of the answer as the picture's: its few words are cheaper. */
function costOf(usage: Readonly<Record<string, number>>, engine: Engine): number {
  const { promptTokenCount = 0, candidatesTokenCount, thoughtsTokenCount = 0 } = usage;
  if (candidatesTokenCount === undefined) return listMicroUsd(engine);
  const { input, text, image } = engine.rates;
  return Math.round(promptTokenCount * input + thoughtsTokenCount * text + candidatesTokenCount * image);
}
