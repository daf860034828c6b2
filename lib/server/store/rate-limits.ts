import "server-only";
import { call } from "../database.ts";

/** Forgets windows that ended. Failing is harmless: what ended counts for nothing. */
export async function sweepRateLimits(): Promise<void> {
  await call("sweep_rate_limits", Date.now());
}
