import { expect, test } from "vitest";
import { translatedModels } from "#lib/i18n/translated-models.ts";
import { modelSample } from "#tests/unit/client/model-sample.ts";

const quality = {
  ...({ type: "choice", name: "quality", label: "Quality", hint: "What it costs.", default: null } as const),
  choices: [{ value: "low", label: "Low" }],
};
const model = modelSample("a/b", { name: "FLUX", description: "Paints.", options: [quality] });
const texts = { "Paints.": "Malt.", Quality: "Qualität", "What it costs.": "Was es kostet.", Low: "Niedrig" };

const [translated] = translatedModels([model], texts);

test("a model is described in the language, and keeps a name that is a brand", () => {
  expect(translated).toMatchObject({ name: "FLUX", description: "Malt." });
  expect(translated?.lang).toBeUndefined();
  expect(translated?.options[0]).toMatchObject({
    label: "Qualität",
    hint: "Was es kostet.",
    choices: [{ value: "low", label: "Niedrig" }],
  });
  expect(translated?.options[0]?.lang).toBeUndefined();
});

test("a provider without translations reads in its English, and says so", () => {
  const [{ lang, description, options }] = translatedModels([model], {}) as [typeof model & { lang?: string }];
  expect({ lang, description, options }).toEqual({
    lang: "en",
    description: "Paints.",
    options: [{ ...quality, lang: "en" }],
  });
});

test("a setting is never half in one language and half in another", () => {
  const { Low: _, ...lacking } = texts;
  expect(translatedModels([model], lacking)[0]?.options).toEqual([{ ...quality, lang: "en" }]);
});

test("in English the models are as the API tells them", () => {
  expect(translatedModels([model], null)).toEqual([model]);
});
