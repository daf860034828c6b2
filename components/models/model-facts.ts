import { limitsInWords, maskInWords, measuredInWords, promptInWords } from "#lib/client/edits/model-words.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";

/** What is not known or does not apply. Read aloud as such. */
export const NOTHING = "–";

/** What is told of each model besides its name, its operations, its price and whether it is ready. */
export const FACTS: readonly { readonly label: string; readonly of: (model: ModelInfo) => string }[] = [
  { label: "Measured here", of: ({ measured }) => measuredInWords(measured) ?? NOTHING },
  { label: "Description", of: ({ prompt }) => promptInWords(prompt) },
  { label: "Settings", of: ({ options }) => options.map(({ label }) => label).join(", ") || NOTHING },
  { label: "Live preview", of: ({ streaming }) => (streaming ? "Yes" : NOTHING) },
  { label: "Mask", of: ({ mask }) => maskInWords(mask) },
  { label: "Picture sent", of: ({ limits }) => limitsInWords(limits) },
];
