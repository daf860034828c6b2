import * as z from "zod/mini";
import { id, timestamp } from "./common.ts";

export const MIN_PASSWORD_CHARACTERS = 8;
/** bcrypt, which Supabase Auth stores passwords with, reads no further than 72 bytes. */
export const MAX_PASSWORD_CHARACTERS = 72;
export const email = z.email().check(z.maxLength(254));
export const newPassword = z.string().check(z.minLength(MIN_PASSWORD_CHARACTERS), z.maxLength(MAX_PASSWORD_CHARACTERS));
/** Where to go afterwards; anything but a path on this site is ignored. */
const next = z.optional(z.string().check(z.maxLength(2000)));

/** From the widget, where the server shows one: good once. */
const captchaToken = z.optional(z.string().check(z.maxLength(10_000)));

export const signUpRequest = z.strictObject({ email, password: newPassword, next, captchaToken });
export const signInRequest = z.strictObject({ email, password: z.string().check(z.minLength(1), z.maxLength(1000)) });
/** These send a message with a link; the answer is the same whether the address is known or not. */
export const linkRequest = z.strictObject({ email, next, captchaToken });
export const resetRequest = z.strictObject({ email, captchaToken });
/** What the link in a message carries: a hash, or the code of a flow begun in this very browser. */
export const confirmRequest = z.union([
  z.strictObject({
    tokenHash: z.string().check(z.minLength(1), z.maxLength(500)),
    type: z.enum(["signup", "email", "magiclink", "recovery", "email_change", "invite"]),
    next,
  }),
  z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(500)), next }),
]);
export type ConfirmRequest = z.infer<typeof confirmRequest>;
export const newPasswordRequest = z.strictObject({ password: newPassword });

export const signInAnswer = z.object({ status: z.literal("signed_in") });
export const signUpAnswer = z.object({ status: z.enum(["signed_in", "confirmation_sent"]) });
export type SignUpAnswer = z.infer<typeof signUpAnswer>;
/** A path on this site. */
export const confirmAnswer = z.object({ next: z.string() });
export type ConfirmAnswer = z.infer<typeof confirmAnswer>;

export const me = z.object({
  id,
  email: z.string(),
  role: z.enum(["user", "admin"]),
  tokens: z.object({ available: z.int(), held: z.int() }),
});
export type Me = z.infer<typeof me>;

export const tokens = z.object({
  available: z.int(),
  held: z.int(),
  /** Whether this server sells more. */
  canBuy: z.optional(z.boolean()),
});
export type Tokens = z.infer<typeof tokens>;

export const tokenEntry = z.object({
  id,
  kind: z.string(),
  reason: z.string(),
  delta: z.int(),
  heldDelta: z.int(),
  balance: z.int(),
  editId: z.nullable(id),
  createdAt: timestamp,
});
export type TokenEntry = z.infer<typeof tokenEntry>;
