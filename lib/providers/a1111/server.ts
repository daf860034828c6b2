import "server-only";
import type { RepaintError } from "#lib/domain/error.ts";
import { postJson } from "../http/body.ts";
import { type Answer, send } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";
import type { Connection } from "../settings.ts";

interface Manner {
  readonly signal: AbortSignal;
  readonly isRead?: boolean;
}

/** Posts JSON to the server. @throws RepaintError what its refusal means. */
export const post = (path: string, body: unknown, manner: Manner, connection: Connection): Promise<Answer> =>
  send(connection.baseUrl + path, postJson(body, withLogin(connection)), { ...manner, toError });

export const get = (path: string, { signal }: Manner, connection: Connection): Promise<Answer> =>
  send(connection.baseUrl + path, { headers: withLogin(connection) }, { signal, toError, isRead: true });

/** As `--api-auth` wants it. */
function withLogin({ key }: Connection): Record<string, string> {
  return key ? { authorization: `Basic ${Buffer.from(key).toString("base64")}` } : {};
}

function toError(answer: Answer): RepaintError {
  // `{error, detail, body, errors}`, with the exception's name in `error` and its words in `errors`.
  if (/out ?of ?memory/i.test(answer.text())) return statusError(answer, "engine_out_of_memory");
  // 422: a field that is wrong, which is our mistake and not the person's.
  return statusError(answer, answer.status === 422 ? "bad_response" : null);
}
