import { resetRequest } from "#lib/contracts/account.ts";
import { sendReset } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: resetRequest, limit: "auth" }, ({ body, openSession }) =>
  sendReset(openSession(), body.email),
);
