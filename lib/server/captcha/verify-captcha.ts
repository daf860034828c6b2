import "server-only";
import * as z from "zod/mini";
import { RepaintError } from "#lib/domain/error.ts";
import { log } from "../log.ts";
import { captchaService } from "./service.ts";

const TIMEOUT_MILLIS = 5_000;

/** What both services answer. */
const verdict = z.looseObject({
  success: z.boolean(),
  "error-codes": z.optional(z.array(z.string())),
});

/**
 * Makes sure that a person asks, where the operator has chosen a service that tells. Nobody passes while it cannot be
 * asked: whoever can make it fail must not get in by that.
 *
 * @param token What the widget gave the page; good for one use, within minutes.
 * @throws RepaintError `captcha_failed`
 */
export async function verifyCaptcha(token: string | undefined): Promise<void> {
  const service = captchaService();
  if (!service) return;
  if (!token) throw new RepaintError("captcha_failed", { detail: "no token" });
  const body = new URLSearchParams({ secret: service.secret, response: token });
  const answer = await fetch(service.verify, {
    method: "POST",
    body,
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  })
    .then(async (response) => verdict.parse(await response.json()))
    .catch((cause: unknown) => {
      log.error({ alert: "captcha", provider: service.provider, err: cause }, "the captcha service cannot be asked");
      throw new RepaintError("captcha_failed", { detail: "no verdict", cause });
    });
  if (answer.success) return;
  const codes = answer["error-codes"] ?? [];
  if (codes.some((code) => code.endsWith("-secret"))) {
    log.error({ alert: "captcha", provider: service.provider, codes }, "the captcha service refuses CAPTCHA_SECRET");
  }
  throw new RepaintError("captcha_failed", { detail: codes.join(" ") });
}
