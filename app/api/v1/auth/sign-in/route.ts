import { signInRequest } from "#lib/contracts/account.ts";
import { signIn } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: signInRequest, limit: "auth" }, ({ body, openSession }) =>
  signIn(openSession(), body),
);
