import { expect, test } from "vitest";
import type { ModelOption } from "#lib/domain/model-option.ts";
import { LOCALES } from "#lib/i18n/locales.ts";
import { providerTextsOf } from "#lib/i18n/provider-texts.ts";
import { PRESETS } from "#lib/providers/compatible/presets.ts";
import type { Provider } from "#lib/providers/provider.ts";
import { PROVIDERS } from "#lib/providers/registry.ts";

const TRANSLATIONS = LOCALES.map(({ value }) => value).filter((locale) => locale !== "en");

/** Every provider in each of its shapes: some declare what the environment says. */
const providers: readonly Provider[] = [
  {},
  ...Object.keys(PRESETS).map((preset) => ({ COMPATIBLE_PRESET: preset })),
].flatMap((shape) => PROVIDERS.map((create) => create({ env: { LOCAL_EDIT_TOKENS: 1, ...shape }, engine: null })));
const models = providers.flatMap((provider) => provider.models);
const declared = new Set(models.flatMap(({ description, options }) => [description, ...options.flatMap(textsOf)]));
/** Most are brands and stay as they are. */
const names = new Set([...providers, ...models].map(({ name }) => name));

test.each(TRANSLATIONS)("in %s, whatever a provider declares has its words in the catalogue", async (locale) => {
  const texts = await providerTextsOf(locale);
  expect([...declared].filter((text) => !texts?.[text])).toEqual([]);
});

test.each(TRANSLATIONS)("in %s, the catalogue has no words for what no provider declares", async (locale) => {
  const translated = Object.keys((await providerTextsOf(locale)) ?? {});
  expect(translated.filter((text) => !declared.has(text) && !names.has(text))).toEqual([]);
});

test("the same names are translated into every language, and all others into none", async () => {
  const lists = await Promise.all(TRANSLATIONS.map(providerTextsOf));
  const named = lists.map((texts) => [...names].filter((name) => texts?.[name]).sort());
  for (const list of named) expect(list).toEqual(named[0]);
  expect(named[0]).toContain("Local eraser");
});

function textsOf(option: ModelOption): readonly string[] {
  const values = option.type === "choice" ? option.choices.map(({ label }) => label) : [];
  return [option.label, ...(option.hint === undefined ? [] : [option.hint]), ...values];
}
