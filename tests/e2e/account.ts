import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";

export const PASSWORD = "a long password";

interface NewPerson {
  /** By default one that nobody has used. */
  readonly email?: string;
  /** Where the server asks for one. */
  readonly captchaToken?: string;
}

/** Signs up, confirmed through the link in its mail. Answers it. */
export async function signUp(
  person: APIRequestContext,
  origin: string,
  { email = `${randomUUID()}@example.com`, captchaToken }: NewPerson = {},
): Promise<string> {
  const headers = { Origin: origin };
  const signedUp = await person.post("/api/v1/auth/sign-up", {
    headers,
    data: { email, password: PASSWORD, captchaToken },
  });
  expect(await signedUp.json()).toEqual({ status: "confirmation_sent" });
  const mailbox = await (await person.get(`/dev/mailbox?to=${encodeURIComponent(email)}`)).text();
  const link = /\/auth\/confirm\?[^"&]*token_hash=([^"&]+)&(?:amp;)?type=([a-z]+)/.exec(mailbox);
  if (!link) throw new Error("no confirmation link in the mailbox");
  const data = { tokenHash: link[1], type: link[2] };
  expect((await person.post("/api/v1/auth/confirm", { headers, data })).ok()).toBe(true);
  return email;
}
