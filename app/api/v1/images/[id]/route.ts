import { imageChange } from "#lib/contracts/image.ts";
import { idParams } from "#lib/contracts/params.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { route } from "#lib/server/http.ts";
import { deleteImage, getImage, renameImage } from "#lib/server/store/images.ts";

export const GET = route({ user: true, params: idParams }, async ({ user, params }) => {
  const image = await getImage(user.id, params.id);
  if (!image) throw new RepaintError("not_found");
  return image;
});

export const PATCH = route({ user: true, params: idParams, body: imageChange }, async ({ user, params, body }) => {
  const image = await renameImage(user.id, params.id, body.name);
  if (!image) throw new RepaintError("not_found");
  return image;
});

export const DELETE = route({ user: true, params: idParams }, async ({ user, params }) => {
  if (!(await deleteImage(user.id, params.id))) throw new RepaintError("not_found");
  return undefined;
});
