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
  const file = await readOptionalFile(form, field);
  if (!file) throw new RepaintError("invalid_request", { field });
  return file;
}

/** The same where the part may be missing: null then. Text in its place is refused. */
export async function readOptionalFile(
  form: FormData,
  field: string,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const part = form.get(field);
  return part === null ? null : readPart(part, field);
}

/** All file parts of a name. `invalid_request` for more than `maxCount`, `payload_too_large` for one above `maxBytes`. */
export async function readFiles(
  form: FormData,
  field: string,
  { maxCount, maxBytes }: { maxCount: number; maxBytes: number },
): Promise<Uint8Array[]> {
  const parts = form.getAll(field);
  if (parts.length > maxCount) throw new RepaintError("invalid_request", { field });
  const files: Uint8Array[] = [];
  for (const part of parts) {
    const { bytes } = await readPart(part, field);
    if (bytes.length > maxBytes) throw new RepaintError("payload_too_large", { field });
    files.push(bytes);
  }
  return files;
}

async function readPart(part: FormDataEntryValue, field: string): Promise<{ name: string; bytes: Uint8Array }> {
  if (!(part instanceof File)) throw new RepaintError("invalid_request", { field });
  return { name: part.name, bytes: new Uint8Array(await part.arrayBuffer()) };
}
