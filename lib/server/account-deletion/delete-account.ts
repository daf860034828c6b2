import "server-only";
import { removeBelow } from "../storage.ts";
import { deleteRows, finishDeletion, workOnDeletion } from "../store/account-deletions.ts";
import { forgetAtStripe } from "./forget-at-stripe.ts";
import { forgetInAuth } from "./forget-in-auth.ts";

const IMAGES_AT_A_TIME = 50;

/**
 * The job that removes what a deleted account kept: rows, files, what Stripe knows, and who it was. Each step may be
 * repeated, so a run that died is followed by another that does what is left. Of an account that is gone already it
 * removes files that were written after all.
 */
export async function deleteAccount(userId: string): Promise<void> {
  const deletion = await workOnDeletion(userId);
  if (!deletion) return;
  while (!deletion.isFinished && (await deleteRows(userId, IMAGES_AT_A_TIME)) === "more");
  await removeBelow(userId, () => workOnDeletion(userId));
  if (deletion.isFinished) return;
  await forgetAtStripe(userId, deletion.stripeCustomerId);
  await forgetInAuth(userId);
  await finishDeletion(userId);
}
