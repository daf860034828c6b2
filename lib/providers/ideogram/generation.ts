import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { poll } from "../http/poll.ts";
import { send } from "../http/send.ts";
import { pollingError } from "../http/status-error.ts";
import type { ProviderCall } from "../provider.ts";
import type { Connection } from "../settings.ts";
import { failureError, submissionError } from "./errors.ts";

/** A finished generation. */
export interface Generation {
  readonly id: string;
  /** Of its picture: expires. */
  readonly url: string;
  readonly costMicroUsd: number | null;
}

/**
 * Asks for a generation, notes it with the call and waits for it.
 *
 * @throws RepaintError the refusal's code; `content_filtered` where the picture is withheld; `bad_response`.
 */
export async function submit(
  path: string,
  form: FormData,
  call: ProviderCall,
  connection: Connection,
): Promise<Generation> {
  const answer = await send(
    `${connection.baseUrl}${path}`,
    { method: "POST", headers: { "api-key": connection.key }, body: form },
    { signal: call.signal, toError: submissionError },
  );
  const { generation_id: id } = (answer.json() ?? {}) as Body;
  if (typeof id !== "string" || id === "") {
    throw new RepaintError("bad_response", { detail: "Ideogram answered without a generation_id" });
  }
  await call.onJobId(id);
  return await collect(id, call, connection);
}

/** Waits for a generation that was asked for before. */
export async function collect(id: string, { signal }: ProviderCall, connection: Connection): Promise<Generation> {
  const url = `${connection.baseUrl}/v2/generations/${encodeURIComponent(id)}`;
  const look = async (): Promise<Generation | null> => {
    const options = { signal, toError: pollingError, isRead: true };
    const answer = await send(url, { headers: { "api-key": connection.key } }, options);
    const body = (answer.json() ?? {}) as Body;
    if (typeof body.status !== "string") throw new RepaintError("bad_response", { detail: "a job without a status" });
    if (body.status === "failed") throw failureError(body.failure_reason);
    return body.status === "completed" ? { id, ...finished(body) } : null;
  };
  return await poll(look, { firstMillis: 500, mostMillis: 4_000 }, signal);
}

/** As far as it is read. */
interface Body {
  readonly generation_id?: unknown;
  readonly status?: unknown;
  readonly failure_reason?: unknown;
  readonly usage_cost_usd_micros?: unknown;
  readonly data?: unknown;
}

function finished({ data, usage_cost_usd_micros }: Body): Omit<Generation, "id"> {
  const [picture] = (Array.isArray(data) ? data : []) as { url?: unknown; is_image_safe?: unknown }[];
  if (picture?.is_image_safe === false) {
    throw new RepaintError("content_filtered", { moderation: { side: "output", category: null } });
  }
  if (typeof picture?.url !== "string" || picture.url === "") {
    throw new RepaintError("bad_response", { detail: "a finished generation without a picture" });
  }
  return {
    url: picture.url,
    costMicroUsd: typeof usage_cost_usd_micros === "number" ? usage_cost_usd_micros : null,
  };
}
