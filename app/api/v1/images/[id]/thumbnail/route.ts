import { idParams } from "#lib/contracts/params.ts";
import { route } from "#lib/server/http.ts";
import { imageOf } from "#lib/server/image-of.ts";
import { sendObject } from "#lib/server/send-object.ts";
import { pathOf } from "#lib/server/storage.ts";

export const GET = route({ user: true, params: idParams }, async ({ user, params }) => {
  const image = await imageOf(user.id, params.id);
  return sendObject(pathOf.thumbnail(user.id, image.id), "image/webp");
});
