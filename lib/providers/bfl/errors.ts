import "server-only";
import { type ErrorCode, RepaintError } from "#lib/domain/error.ts";
import type { Answer } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";

/** What a refused submission means: 422 names the field at fault in `detail[].loc`, the other statuses speak for themselves. */
export function submissionError(answer: Answer): RepaintError {
  return statusError(answer, answer.status === 400 || answer.status === 422 ? codeOfField(answer) : null);
}

/** What a refused look at a job means. Jobs are forgotten after a while; that is not a retired model. */
export function pollingError(answer: Answer): RepaintError {
  return statusError(answer, answer.status === 404 ? "bad_response" : null);
}

function codeOfField(answer: Answer): ErrorCode {
  const { detail } = (answer.json() ?? {}) as { detail?: unknown };
  const named = Array.isArray(detail) ? detail.map((item) => JSON.stringify(item?.loc)).join() : JSON.stringify(detail);
  if (/mask/i.test(named)) return "mask_rejected";
  if (/prompt/i.test(named)) return "prompt_rejected";
  // A field that is no picture is our mistake, not the person's.
  return /image/i.test(named) ? "image_rejected" : "bad_response";
}

/** What an ended job without a result means. Null while the job goes on, and for words that are not documented. */
export function jobError(status: unknown, details: unknown): RepaintError | null {
  const detail = `${status}: ${JSON.stringify(details ?? null).slice(0, 2_000)}`;
  switch (status) {
    case "Request Moderated":
      return new RepaintError("moderated", { moderation: { side: "input", category: firstText(details) }, detail });
    case "Content Moderated":
      return new RepaintError("moderated", { moderation: { side: "output", category: firstText(details) }, detail });
    case "Error":
    case "Task not found":
      return new RepaintError("bad_response", { detail });
    default:
      return null;
  }
}

/** Moderated jobs may give reasons in `details`, in a shape that is not documented: the first text in it is taken. */
function firstText(details: unknown): string | null {
  if (typeof details === "string") return details.slice(0, 100);
  if (typeof details !== "object" || details === null) return null;
  for (const value of Object.values(details)) {
    const text = firstText(value);
    if (text !== null) return text;
  }
  return null;
}
