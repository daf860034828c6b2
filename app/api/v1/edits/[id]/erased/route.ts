import { idParams } from "#lib/contracts/params.ts";
import { erasedPath, setErased } from "#lib/server/erased.ts";
import { route } from "#lib/server/http.ts";
import { readPng } from "#lib/server/request-body.ts";
import { sendObject } from "#lib/server/send-object.ts";

/** A grey PNG of 100 megapixels of noise stays below it; a painted mask is a thousandth of it. */
const MAX_BYTES = 110 * 1024 * 1024;

/** Its address stays the same when it changes. */
export const GET = route({ user: true, params: idParams }, async ({ user, params }) =>
  sendObject(await erasedPath(user.id, params.id), "image/png", { "Cache-Control": "private, no-store" }),
);

export const PUT = route({ user: true, params: idParams }, async ({ request, user, params }) =>
  setErased(user.id, params.id, await readPng(request, MAX_BYTES)),
);

export const DELETE = route({ user: true, params: idParams }, ({ user, params }) =>
  setErased(user.id, params.id, null),
);
