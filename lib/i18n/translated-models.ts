import type { ModelInfo, OptionInfo } from "#lib/contracts/model.ts";
import type { ProviderTexts } from "./provider-texts.ts";

/** The language of texts that have no translation. */
interface Untranslated {
  readonly lang?: "en";
}

export type TranslatedOption = OptionInfo & Untranslated;

/** `lang` is that of its description; its settings have one each. */
export type TranslatedModel = Omit<ModelInfo, "options"> & Untranslated & { options: TranslatedOption[] };

/** The models as the API lists them, in the language of the texts; null is the English that the API speaks. */
export function translatedModels(
  models: readonly ModelInfo[],
  texts: ProviderTexts | null,
): readonly TranslatedModel[] {
  return texts === null ? models : models.map((model) => translated(model, texts));
}

function translated(model: ModelInfo, texts: ProviderTexts): TranslatedModel {
  const description = texts[model.description];
  return {
    ...model,
    // Most names are brands.
    provider: texts[model.provider] ?? model.provider,
    name: texts[model.name] ?? model.name,
    ...(description === undefined ? { lang: "en" } : { description }),
    options: model.options.map((option) => translatedOption(option, texts)),
  };
}

/** Wholly translated or not at all, so that no label is in one language and its help in another. */
function translatedOption(option: OptionInfo, texts: ProviderTexts): TranslatedOption {
  if (textsOf(option).some((text) => texts[text] === undefined)) return { ...option, lang: "en" };
  const inWords = (text: string) => texts[text] ?? text;
  const named = { label: inWords(option.label), hint: option.hint === null ? null : inWords(option.hint) };
  if (option.type !== "choice") return { ...option, ...named };
  return { ...option, ...named, choices: option.choices.map(({ value, label }) => ({ value, label: inWords(label) })) };
}

function textsOf(option: OptionInfo): readonly string[] {
  const values = option.type === "choice" ? option.choices.map(({ label }) => label) : [];
  return [option.label, ...(option.hint === null ? [] : [option.hint]), ...values];
}
