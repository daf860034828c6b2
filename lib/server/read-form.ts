import "server-only";
import { RepaintError } from "#lib/domain/error.ts";

/**
 * The parts of a multipart body, refused with `payload_too_large` (or the given code) as soon as more than `maxBytes`
 * have come, whatever `Content-Length` says.
 */
export async function readForm(
  request: Request,
  maxBytes: number,
  tooLarge: "payload_too_large" | "file_too_large" = "payload_too_large",
): Promise<FormData> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(contentType) || !request.body) {
    throw new RepaintError("invalid_request", { field: "content-type" });
  }
  if (Number(request.headers.get("content-length")) > maxBytes) throw new RepaintError(tooLarge);
  let received = 0;
  let isTooLarge = false;
  const counted = request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received += chunk.byteLength;
        isTooLarge = received > maxBytes;
        if (isTooLarge) controller.error(new RepaintError(tooLarge));
        else controller.enqueue(chunk);
      },
    }),
  );
  try {
    return await new Response(counted, { headers: { "content-type": contentType } }).formData();
  } catch (error) {
    throw new RepaintError(isTooLarge ? tooLarge : "invalid_request", { field: "body", cause: error });
  }
}

/** A file part's bytes, or `invalid_request` naming the part. */
export async function readFile(form: FormData, field: string): Promise<{ name: string; bytes: Uint8Array }> {
  const part = form.get(field);
  if (!(part instanceof File)) throw new RepaintError("invalid_request", { field });
  return { name: part.name, bytes: new Uint8Array(await part.arrayBuffer()) };
}
