import { listQuery } from "#lib/contracts/common.ts";
import { uploadFields } from "#lib/contracts/image.ts";
import { MAX_FILE_BYTES } from "#lib/domain/picture-limits.ts";
import { parseInput, route } from "#lib/server/http.ts";
import { readFile, readForm } from "#lib/server/read-form.ts";
import { listImages } from "#lib/server/store/images.ts";
import { uploadImage } from "#lib/server/upload-image.ts";

/** What a multipart body needs beside the file itself. */
const FORM_BYTES = 16 * 1024;

export const POST = route({ user: true, limit: "upload" }, async ({ request, user }) => {
  const form = await readForm(request, MAX_FILE_BYTES + FORM_BYTES, "file_too_large");
  const { id } = parseInput(uploadFields, { id: form.get("id") ?? undefined });
  const image = await uploadImage(user.id, { ...(await readFile(form, "file")), id });
  return Response.json(image, { status: 201, headers: { Location: `/api/v1/images/${image.id}` } });
});

export const GET = route({ user: true, query: listQuery }, ({ user, query }) =>
  listImages(user.id, query.cursor, query.limit),
);
