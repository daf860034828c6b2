import { createLocalProvider } from "#lib/providers/local.ts";
import type { Provider } from "#lib/providers/provider.ts";
import type { ProviderSettings } from "#lib/providers/settings.ts";

/** Declares what the local engine declares and answers at once with what it got: what remains is Repaint's own work. */
export function createEchoProvider(settings: ProviderSettings): Provider {
  const local = createLocalProvider(settings);
  return {
    ...local,
    edit: async ({ image }) => ({
      image: { bytes: image.bytes, format: "raw" },
      warnings: [],
      requestId: null,
      costMicroUsd: null,
    }),
  };
}
