/** How a page shows the check that somebody is a person. */
export interface CaptchaWidget {
  readonly provider: "turnstile" | "hcaptcha";
  /** Public, unlike the secret the server checks with. */
  readonly siteKey: string;
  /** Of the service's own script. */
  readonly script: string;
}
