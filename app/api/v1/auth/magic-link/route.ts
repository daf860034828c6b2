import { linkRequest } from "#lib/contracts/account.ts";
import { sendMagicLink } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: linkRequest, limit: "auth" }, ({ body, openSession }) =>
  sendMagicLink(openSession(), body.email, body.next),
);
