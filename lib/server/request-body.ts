import "server-only";
import { RepaintError } from "#lib/domain/error.ts";

/**
 * The JSON in a request's body.
 *
 * Throws `payload_too_large` as soon as more than `maxBytes` have come, whatever `Content-Length` says, and
 * `invalid_request` for anything that is not declared as JSON and is JSON.
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  // Forms cannot send this type, so no page of another site can send it without asking.
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new RepaintError("invalid_request", { field: "content-type" });
  }
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new RepaintError("invalid_request", { field: "body", cause: error });
  }
}

/** The PNG in a request's body, not looked into. Throws `payload_too_large` as above, and `invalid_request`. */
export async function readPng(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (!/^image\/png\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new RepaintError("invalid_request", { field: "content-type" });
  }
  return readBytes(request, maxBytes);
}

/** A body of text, not a character changed: signatures are over its bytes. Throws `payload_too_large` as above. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, maxBytes));
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length")) > maxBytes) throw new RepaintError("payload_too_large");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new RepaintError("payload_too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
