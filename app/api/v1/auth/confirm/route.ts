import { confirmRequest } from "#lib/contracts/account.ts";
import { confirm } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: confirmRequest, limit: "auth" }, ({ body, openSession }) =>
  confirm(openSession(), body),
);
