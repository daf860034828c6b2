import { displayQuery } from "#lib/contracts/image.ts";
import { idParams } from "#lib/contracts/params.ts";
import { displayOf } from "#lib/server/display-of.ts";
import { route } from "#lib/server/http.ts";
import { sendObject } from "#lib/server/send-object.ts";

export const GET = route({ user: true, params: idParams, query: displayQuery }, async ({ user, params, query }) => {
  const { thumbnail } = await displayOf(user.id, params.id, query.edit ?? null);
  return sendObject(thumbnail, "image/webp");
});
