import "server-only";
import { availableByKey } from "../availability.ts";
import type { Provider } from "../provider.ts";
import { connectionTo, type ProviderEnv, type ProviderSettings } from "../settings.ts";
import { FAMILIES, familyNamed, toModel } from "./models.ts";

/** What OpenAI reads of the environment besides its key and address. */
export interface OpenaiEnv {
  /** One more image model, by OpenAI's own name for it: a new one, or a dated snapshot. */
  readonly OPENAI_IMAGE_MODEL?: string | undefined;
}

/**
 * OpenAI's `POST /images/edits`, through its own SDK and always as a stream: transparent pixels of the mask are to be
 * edited, and previews come while it paints. The model repaints the whole window; what lies outside the mask is only
 * kept because the app cuts the result by its own.
 *
 * Not confirmed: free sizes and the finest qualities on 2.6 (so it gets the three standard sizes and plain qualities),
 * the codes for a mask of another size and for a retired model, and how well `gpt-image-2` leaves a background out.
 */
export function createOpenaiProvider({ env }: { env: ProviderEnv & OpenaiEnv } & ProviderSettings): Provider {
  const connection = connectionTo("OPENAI", env, "https://api.openai.com/v1");
  const named = env.OPENAI_IMAGE_MODEL ? familyNamed(env.OPENAI_IMAGE_MODEL) : null;
  const families = named && !FAMILIES.some(({ id }) => id === named.id) ? [...FAMILIES, named] : FAMILIES;
  return {
    id: "openai",
    name: "OpenAI",
    models: families.map(toModel),
    availability: () => availableByKey("OPENAI", connection, "OpenAI"),
    edit: async (call) => {
      // The SDK is large, and a process that only lists models never needs it.
      const { editPicture } = await import("./edit.ts");
      return editPicture(call, connection);
    },
  };
}
