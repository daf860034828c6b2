import "server-only";
import type { CaptchaWidget } from "#lib/contracts/captcha.ts";
import { env } from "../env.ts";

/** A service that tells people from programs, as its documentation describes it. */
interface CaptchaService {
  /** Of the script that draws its widget. */
  readonly script: string;
  /** Where it is asked whether a token is good. */
  readonly verify: string;
  /** What the page must be let load from it. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

const HCAPTCHA = ["https://hcaptcha.com", "https://*.hcaptcha.com"];

const SERVICES = {
  turnstile: {
    script: "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit",
    verify: "https://challenges.cloudflare.com/turnstile/v0/siteverify",
    sources: {
      "script-src": ["https://challenges.cloudflare.com"],
      "frame-src": ["https://challenges.cloudflare.com"],
    },
  },
  hcaptcha: {
    script: "https://js.hcaptcha.com/1/api.js?render=explicit&recaptchacompat=off",
    verify: "https://api.hcaptcha.com/siteverify",
    sources: { "script-src": HCAPTCHA, "frame-src": HCAPTCHA, "style-src": HCAPTCHA, "connect-src": HCAPTCHA },
  },
} as const satisfies Record<CaptchaWidget["provider"], CaptchaService>;

export interface Captcha extends CaptchaWidget, Omit<CaptchaService, "script"> {
  readonly secret: string;
}

/** The one the operator has chosen, or null. */
export function captchaService(): Captcha | null {
  const { CAPTCHA_PROVIDER, CAPTCHA_SITE_KEY, CAPTCHA_SECRET, CAPTCHA_BASE_URL } = env();
  // The environment is refused where one of the three is there without the others.
  if (!CAPTCHA_PROVIDER || !CAPTCHA_SITE_KEY || !CAPTCHA_SECRET) return null;
  const service = SERVICES[CAPTCHA_PROVIDER];
  const chosen = { provider: CAPTCHA_PROVIDER, siteKey: CAPTCHA_SITE_KEY, secret: CAPTCHA_SECRET };
  if (CAPTCHA_BASE_URL === undefined) return { ...chosen, ...service };
  const base = new URL(CAPTCHA_BASE_URL).origin;
  const moved = (address: string) => address.replace(new URL(address).origin, base);
  const sources = Object.fromEntries(Object.keys(service.sources).map((directive) => [directive, [base]]));
  return { ...chosen, script: moved(service.script), verify: moved(service.verify), sources };
}

/** What a page needs to show it, or null. */
export function captchaWidget(): CaptchaWidget | null {
  const service = captchaService();
  return service && { provider: service.provider, siteKey: service.siteKey, script: service.script };
}
