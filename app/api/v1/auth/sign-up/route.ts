import { signUpRequest } from "#lib/contracts/account.ts";
import { signUp } from "#lib/server/account.ts";
import { verifyCaptcha } from "#lib/server/captcha/verify-captcha.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ body: signUpRequest, limit: "auth" }, async ({ body, openSession }) => {
  await verifyCaptcha(body.captchaToken);
  return signUp(openSession(), body, body.next);
});
