import { newPasswordRequest } from "#lib/contracts/account.ts";
import { changePassword } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: newPasswordRequest, user: true, keyScope: false }, ({ body, openSession }) =>
  changePassword(openSession(), body.password),
);
