import { editRequest, MAX_REFERENCES } from "#lib/contracts/edit.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { parseInput, route } from "#lib/server/http.ts";
import { readFiles, readForm, readOptionalFile } from "#lib/server/read-form.ts";
import { requestEdit } from "#lib/server/request-edit.ts";

const MEGABYTE = 1024 * 1024;
const REFERENCES = { maxCount: MAX_REFERENCES, maxBytes: 20 * MEGABYTE };
/** A grey PNG of 100 megapixels of noise stays below 110 MB; a painted mask is a thousandth of it. */
const MAX_BODY_BYTES = 110 * MEGABYTE + REFERENCES.maxCount * REFERENCES.maxBytes;
const MAX_KEY_CHARACTERS = 200;

export const POST = route({ user: true, keyScope: "edit", limit: "edit" }, async ({ request, user }) => {
  const idempotencyKey = request.headers.get("idempotency-key");
  if (idempotencyKey !== null && !(idempotencyKey.length >= 1 && idempotencyKey.length <= MAX_KEY_CHARACTERS)) {
    throw new RepaintError("invalid_request", { field: "idempotency-key" });
  }
  const form = await readForm(request, MAX_BODY_BYTES);
  const edit = await requestEdit(user.id, {
    request: parseInput(editRequest, readJsonPart(form, "request")),
    mask: (await readOptionalFile(form, "mask"))?.bytes ?? null,
    references: await readFiles(form, "reference", REFERENCES),
    idempotencyKey,
  });
  return Response.json(edit, { status: 202, headers: { Location: `/api/v1/edits/${edit.id}` } });
});

function readJsonPart(form: FormData, field: string): unknown {
  const part = form.get(field);
  try {
    if (typeof part === "string") return JSON.parse(part);
  } catch (error) {
    throw new RepaintError("invalid_request", { field, cause: error });
  }
  throw new RepaintError("invalid_request", { field });
}
