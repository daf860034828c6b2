import type { Tokens } from "#lib/contracts/account.ts";
import { route } from "#lib/server/http.ts";
import { getAccount } from "#lib/server/store/accounts.ts";

export const GET = route({ user: true }, async ({ user }): Promise<Tokens> => {
  const account = await getAccount(user.id);
  return { available: account?.available ?? 0, held: account?.held ?? 0 };
});
