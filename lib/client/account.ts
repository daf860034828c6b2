import type { ConfirmAnswer, ConfirmRequest, Me, SignUpAnswer } from "#lib/contracts/account.ts";
import { requestJson, send } from "./http.ts";

/** The account routes. Each throws `ApiError`. */
const post = (path: string, json?: unknown): Promise<void> => send(`/api/v1/auth/${path}`, { method: "POST", json });

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** From the widget that tells people from programs, where there is one. */
interface Checked {
  readonly captchaToken?: string | undefined;
}

/** True when the account is open at once, false when a message must be answered first. */
export async function signUp(credentials: Credentials & Checked, next: string): Promise<boolean> {
  const json = { ...credentials, next };
  const { status } = await requestJson<SignUpAnswer>("/api/v1/auth/sign-up", { method: "POST", json });
  return status === "signed_in";
}

/** Who is signed in. */
export const getMe = (signal?: AbortSignal): Promise<Me> => requestJson("/api/v1/me", { signal });

export const signIn = (credentials: Credentials) => post("sign-in", credentials);
export const signInToDemo = () => post("demo");
export const signOut = () => post("sign-out");
export const sendReset = (fields: { readonly email: string } & Checked) => post("reset", fields);
export const sendMagicLink = (fields: { readonly email: string } & Checked, next: string) =>
  post("magic-link", { ...fields, next });
export const resendConfirmation = (fields: { readonly email: string } & Checked, next: string) =>
  post("resend", { ...fields, next });
export const changePassword = (password: string) => post("password", { password });

/** Redeems a message's link and answers the path to go to. */
export async function confirm(json: ConfirmRequest): Promise<string> {
  return (await requestJson<ConfirmAnswer>("/api/v1/auth/confirm", { method: "POST", json })).next;
}
