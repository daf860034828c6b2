import type { ProviderTexts } from "./provider-texts.ts";

/** Providers by the names they have in the language of the texts; most are brands, and the same in all. */
export function providersNamed<Provider extends { readonly name: string }>(
  providers: readonly Provider[],
  texts: ProviderTexts | null,
): Provider[] {
  return providers.map((provider) => ({ ...provider, name: texts?.[provider.name] ?? provider.name }));
}

/** The same of a list by their ids. */
export function providerNamesIn(names: ReadonlyMap<string, string>, texts: ProviderTexts | null) {
  return new Map([...names].map(([id, name]) => [id, texts?.[name] ?? name]));
}
