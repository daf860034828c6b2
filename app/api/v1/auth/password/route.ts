import { newPasswordRequest } from "#lib/contracts/account.ts";
import { changePassword } from "#lib/server/account.ts";
import { assertCameByLink } from "#lib/server/came-by-link.ts";
import { route } from "#lib/server/http.ts";

export const POST = route(
  { body: newPasswordRequest, user: true, keyScope: false, limit: "account" },
  async ({ body, openSession }) => {
    await assertCameByLink(openSession());
    await changePassword(openSession(), body.password);
  },
);
