import { resetRequest } from "#lib/contracts/account.ts";
import { sendReset } from "#lib/server/account.ts";
import { verifyCaptcha } from "#lib/server/captcha/verify-captcha.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: resetRequest, limit: "auth" }, async ({ body, openSession }) => {
  await verifyCaptcha(body.captchaToken);
  return sendReset(openSession(), body.email);
});
