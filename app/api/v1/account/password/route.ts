import { passwordChangeRequest } from "#lib/contracts/profile.ts";
import { changePassword } from "#lib/server/account.ts";
import { route } from "#lib/server/http.ts";
import { presentUser } from "#lib/server/present-user.ts";
import { verifyPassword } from "#lib/server/verify-password.ts";

export const POST = route(
  { user: true, keyScope: false, body: passwordChangeRequest, limit: "account" },
  async ({ body, openSession }) => {
    const { email } = await presentUser(openSession());
    await verifyPassword(email, body.currentPassword, "currentPassword");
    await changePassword(openSession(), body.newPassword);
  },
);
