import { tileParams } from "#lib/contracts/params.ts";
import { route } from "#lib/server/http.ts";
import { imageOf } from "#lib/server/image-of.ts";
import { sendObject } from "#lib/server/send-object.ts";
import { pathOf } from "#lib/server/storage.ts";

export const GET = route({ user: true, params: tileParams }, async ({ user, params }) => {
  const image = await imageOf(user.id, params.id);
  const { z, x, y } = params;
  return sendObject(pathOf.tile(user.id, image.id, z, x, y), image.hasAlpha ? "image/webp" : "image/jpeg");
});
