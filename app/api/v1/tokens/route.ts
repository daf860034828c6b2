import type { Tokens } from "#lib/contracts/account.ts";
import { route } from "#lib/server/http.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { arePurchasesOn } from "#lib/server/stripe/client.ts";

export const GET = route({ user: true }, async ({ user }): Promise<Tokens> => {
  const { available, held } = await getAccount(user.id);
  return { available, held, canBuy: await arePurchasesOn() };
});
