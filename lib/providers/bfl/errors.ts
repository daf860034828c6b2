import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { Answer } from "../http/send.ts";
import { codeOfField, statusError } from "../http/status-error.ts";

/** What a refused submission means: 422 names the field at fault in `detail[].loc`, the other statuses speak for themselves. */
export function submissionError(answer: Answer): RepaintError {
  return statusError(answer, answer.status === 400 || answer.status === 422 ? codeOfField(fieldsIn(answer)) : null);
}

/** The fields at fault, as far as they are named. */
function fieldsIn(answer: Answer): string {
  const { detail } = (answer.json() ?? {}) as { detail?: unknown };
  return Array.isArray(detail) ? detail.map((item) => JSON.stringify(item?.loc)).join() : JSON.stringify(detail);
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
