import "server-only";
import { log } from "../log.ts";
import { retryOutages } from "../store/provider-gate.ts";
import { ACCOUNT_PROBLEMS } from "./verdict.ts";

/**
 * For the start of a worker: the operator may just have mended a key or a credit, so providers that refused our account
 * are tried again by the next call, and not only when their pause is over.
 */
export async function retryAccounts(): Promise<void> {
  await retryOutages(ACCOUNT_PROBLEMS).catch((error) => log.warn({ err: error }, "refused accounts are not retried"));
}
