import { linkRequest } from "#lib/contracts/account.ts";
import { resendConfirmation } from "#lib/server/account.ts";
import { verifyCaptcha } from "#lib/server/captcha/verify-captcha.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: linkRequest, limit: "auth" }, async ({ body, openSession }) => {
  await verifyCaptcha(body.captchaToken);
  return resendConfirmation(openSession(), body.email, body.next);
});
