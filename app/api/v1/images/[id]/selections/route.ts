import { idParams } from "#lib/contracts/params.ts";
import { selectionRequest } from "#lib/contracts/selection.ts";
import { route } from "#lib/server/http.ts";
import { selectObject } from "#lib/server/select-object/select-object.ts";

export const POST = route(
  { user: true, keyScope: "read", params: idParams, body: selectionRequest },
  async ({ request, user, params, body }) => {
    const { mask, x, y, method } = await selectObject(user.id, params.id, body, { signal: request.signal });
    return new Response(mask as BodyInit, {
      headers: {
        "Content-Type": "image/png",
        "Content-Length": String(mask.length),
        "Selection-X": String(x),
        "Selection-Y": String(y),
        "Selection-Method": method,
      },
    });
  },
);
