import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { send } from "../http/send.ts";
import type { Connection } from "../settings.ts";
import { readingError } from "./errors.ts";
import { withKey } from "./queue.ts";

/** As far as it is read here. The shape differs a little from model to model. */
interface FalResult {
  readonly images?: unknown;
  readonly image?: unknown;
  readonly seed?: unknown;
  readonly has_nsfw_concepts?: unknown;
}

/** What a request came to. @throws RepaintError the code of its failure, which is told here and not in its status. */
export async function readResult(address: string, signal: AbortSignal, connection: Connection): Promise<FalResult> {
  const options = { signal, toError: readingError, isRead: true };
  return ((await send(address, { headers: withKey(connection) }, options)).json() ?? {}) as FalResult;
}

/** The address of the picture. @throws RepaintError `content_filtered`, `bad_response` */
export function pictureIn({ images, image, has_nsfw_concepts }: FalResult): string {
  if (Array.isArray(has_nsfw_concepts) && has_nsfw_concepts[0] === true)
    throw new RepaintError("content_filtered", { moderation: { side: "output", category: "nsfw" } });
  const first: unknown = Array.isArray(images) ? images[0] : image;
  const url = typeof first === "object" && first !== null && "url" in first ? first.url : null;
  if (typeof url !== "string") throw new RepaintError("bad_response", { detail: "a result without a picture" });
  return url;
}
