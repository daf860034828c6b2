import { displayQuery } from "#lib/contracts/image.ts";
import { tileParams } from "#lib/contracts/params.ts";
import { displayOf } from "#lib/server/display-of.ts";
import { route } from "#lib/server/http.ts";
import { sendObject } from "#lib/server/send-object.ts";

export const GET = route({ user: true, params: tileParams, query: displayQuery }, async ({ user, params, query }) => {
  const { id, z, x, y } = params;
  const { tile, hasAlpha } = await displayOf(user.id, id, query.edit ?? null);
  return sendObject(tile(z, x, y), hasAlpha ? "image/webp" : "image/jpeg");
});
