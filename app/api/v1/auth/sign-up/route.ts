import { signUpRequest } from "#lib/contracts/account.ts";
import { signUp } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: signUpRequest, limit: "auth" }, ({ body, openSession }) =>
  signUp(openSession(), body, body.next),
);
