import * as z from "zod/mini";
import { email, newPassword } from "./account.ts";
import { id, timestamp } from "./common.ts";

/** What proves, besides the session, that it is the person who asks. */
const presentPassword = z.string().check(z.minLength(1), z.maxLength(1000));

/** The answer is the same whether the address is free or not. */
export const newAddressRequest = z.strictObject({ email, password: presentPassword });
export const passwordChangeRequest = z.strictObject({ currentPassword: presentPassword, newPassword });

/** `confirm` is the account's address, typed again. */
export const deletionRequest = z.strictObject({
  confirm: z.string().check(z.minLength(1), z.maxLength(254)),
  password: presentPassword,
});
export type DeletionRequest = z.infer<typeof deletionRequest>;
export const deletionAnswer = z.object({ status: z.literal("deleting") });

/** Where somebody is signed in. */
export const session = z.object({
  id,
  createdAt: timestamp,
  /** When it was last renewed, which one that is used is about every hour. */
  lastUsedAt: timestamp,
  /** As the browser calls itself. */
  userAgent: z.nullable(z.string()),
  /** The one that asks. */
  isCurrent: z.boolean(),
});
export type Session = z.infer<typeof session>;

/** Null where Auth does not tell them: then only all of them can be ended. */
export const sessionList = z.object({ items: z.nullable(z.array(session)) });
