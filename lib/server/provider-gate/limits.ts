import "server-only";
import type { Provider, ProviderLimits } from "#lib/providers/provider.ts";

/** What every hosted service bears. */
const DEFAULT_LIMITS: ProviderLimits = { maxConcurrent: 4 };

/** How much all workers together may ask of a provider; null where it needs no gate before it. */
export function limitsOf({ limits = DEFAULT_LIMITS }: Provider): ProviderLimits | null {
  return limits === "none" ? null : limits;
}
