import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";

/** Signs up, by default with an address that nobody has used, confirmed through the link in its mail. */
export async function signUp(
  person: APIRequestContext,
  origin: string,
  email = `${randomUUID()}@example.com`,
): Promise<void> {
  const headers = { Origin: origin };
  const signedUp = await person.post("/api/v1/auth/sign-up", { headers, data: { email, password: "a long password" } });
  expect(await signedUp.json()).toEqual({ status: "confirmation_sent" });
  const mailbox = await (await person.get(`/dev/mailbox?to=${encodeURIComponent(email)}`)).text();
  const link = /\/auth\/confirm\?[^"&]*token_hash=([^"&]+)&(?:amp;)?type=([a-z]+)/.exec(mailbox);
  if (!link) throw new Error("no confirmation link in the mailbox");
  const data = { tokenHash: link[1], type: link[2] };
  expect((await person.post("/api/v1/auth/confirm", { headers, data })).ok()).toBe(true);
}
