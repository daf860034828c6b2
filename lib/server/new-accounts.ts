import "server-only";
import { env } from "./env.ts";
import { operatorRules } from "./operator-rules.ts";

/** Whether there can be new accounts, and with how many tokens they begin: as the operator has set it, or the environment. */
export async function newAccounts(): Promise<{ readonly areWelcome: boolean; readonly tokens: number }> {
  const { settings } = await operatorRules();
  return {
    areWelcome: settings.features?.signups ?? true,
    tokens: settings.signup_tokens ?? env().SIGNUP_TOKENS,
  };
}
