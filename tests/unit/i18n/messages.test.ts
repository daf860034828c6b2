import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { acceptedLocale, LOCALES } from "#lib/i18n/locales.ts";
import {
  ACCOUNT_MESSAGES,
  ADMIN_MESSAGES,
  EDITOR_MESSAGES,
  messagesOf,
  SHARED_MESSAGES,
  SITE_MESSAGES,
} from "#lib/i18n/messages.ts";

const english = flat(await messagesOf("en"));

describe.each(LOCALES.map(({ value }) => value))("in %s", (locale) => {
  test("every text of the interface is there, and none that nothing shows", async () => {
    expect([...flat(await messagesOf(locale)).keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("every text reads the arguments that the English one reads, and is well-formed", async () => {
    const messages = await messagesOf(locale);
    for (const [key, text] of flat(messages)) {
      const original = english.get(key) ?? "";
      expect([key, argumentsOf(text)]).toEqual([key, argumentsOf(original)]);
      const faults: string[] = [];
      const t = createTranslator({ locale, messages, onError: (error) => faults.push(`${key}: ${error.message}`) });
      const values = Object.fromEntries(argumentsOf(original).map((name) => [name, 2]));
      const tags = Object.fromEntries(tagsOf(original).map((name) => [name, (inner: unknown) => String(inner)]));
      (t.rich as (key: string, values: object) => unknown)(key, { ...values, ...tags });
      expect(faults).toEqual([]);
    }
  });
});

test("in Arabic, whatever is counted has all six forms", async () => {
  const { pluralCategories } = new Intl.PluralRules("ar").resolvedOptions();
  for (const [key, text] of flat(await messagesOf("ar"))) {
    for (const forms of pluralsOf(text)) expect([key, ...forms]).toEqual(expect.arrayContaining(pluralCategories));
  }
});

/** Of pages that the server writes and no script of theirs reads. */
const READ_BY_THE_SERVER = ["guide"];

test("every part of the catalogue is sent to the pages that show it", async () => {
  const sent = new Set<string>([
    ...SHARED_MESSAGES,
    ...SITE_MESSAGES,
    ...EDITOR_MESSAGES,
    ...ACCOUNT_MESSAGES,
    ...ADMIN_MESSAGES,
    ...READ_BY_THE_SERVER,
  ]);
  expect([...sent].sort()).toEqual(Object.keys(await messagesOf("en")).sort());
});

test.each([
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["fr,ar;q=0.5", "ar"],
  ["en;q=0.2, de;q=0.7", "de"],
  ["de;q=0, ar;q=0.1", "ar"],
  ["fr", "en"],
  ["", "en"],
  [null, "en"],
  ["*", "en"],
])("a browser that asks for %j is answered in %s", (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});

function flat(messages: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(
      ([name, value]): Array<[string, string]> =>
        typeof value === "string" ? [[prefix + name, value]] : [...flat(value, `${prefix}${name}.`)],
    ),
  );
}

/** Names of what a message takes: `{count, plural, …}`, `{name}`. */
function argumentsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name = ""]) => name))].sort();
}

/** The forms that each count of a message has: `one`, `other`, `=0`. */
function pluralsOf(text: string): string[][] {
  return [...text.matchAll(/\{\w+, plural,((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g)].map(([, forms = ""]) =>
    [...forms.matchAll(/(=?\w+)\s*\{(?:[^{}]|\{[^{}]*\})*\}/g)].map(([, form = ""]) => form),
  );
}

/** Names of what a message marks: `<link>…</link>`. */
function tagsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/<(\w+)>/g)].map(([, name = ""]) => name))];
}
