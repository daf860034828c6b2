import "server-only";
import type { RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Answer } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";

/**
 * Recraft documents two errors, 401 `request unauthorized` and 404 `404 page not found`, and that bodies are plain text
 * or JSON. The others are told by their words where they have some, in either form, and by their status otherwise.
 */
export function toError(answer: Answer): RepaintError {
  const isRefusal = answer.status === 400 || answer.status === 402 || answer.status === 403 || answer.status === 422;
  const code = isRefusal ? meaningOf(answer.text()) : null;
  return statusError(answer, code, code === "moderated" ? { moderation: { side: null, category: null } } : {});
}

function meaningOf(words: string): ErrorCode | null {
  return MEANINGS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** The first that fits. */
const MEANINGS: readonly (readonly [RegExp, ErrorCode])[] = [
  // Its getting-started page: a token "needs a positive unit balance".
  [/unit balance|insufficient|not enough (api )?(units|credits)/i, "insufficient_credit"],
  [/nsfw|moderat|content polic|safety/i, "moderated"],
  [/mask/i, "mask_rejected"],
  [/prompt/i, "prompt_rejected"],
];
