import "server-only";
import { getProfile } from "../store/profile.ts";
import { getStripeCustomer } from "../store/purchases.ts";
import { isStripeSet } from "./client.ts";
import { unlessRefused } from "./unless-refused.ts";

/** The job that tells Stripe the present address of somebody who has bought something: receipts go there. */
export async function updateAddressAtStripe(userId: string): Promise<void> {
  const [customerId, profile] = await Promise.all([getStripeCustomer(userId), getProfile(userId)]);
  if (!customerId || !profile || !isStripeSet()) return;
  const { email } = profile;
  await unlessRefused(({ customers }) => customers.update(customerId, { email }));
}
