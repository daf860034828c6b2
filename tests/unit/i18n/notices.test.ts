import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { type Choice, FAILURE_WORDS, type Unavailability, type Warning } from "#lib/domain/notice.ts";
import { LOCALES, type Locale } from "#lib/i18n/locales.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { wordsOfNotice } from "#lib/i18n/notice-words.ts";
import { modelSample } from "#tests/unit/client/model-sample.ts";

type Samples<Told extends { code: string; values: object }> = {
  readonly [Code in Told["code"]]: Extract<Told, { code: Code }>["values"];
};

/** The compiler asks for one of each code. */
const warnings: Samples<Warning> = {
  told: { text: "What was told." },
  option_unsupported: { model: "a/b", option: "seed" },
  prompt_ignored: { model: "a/b" },
  resized: { model: "a/b", percent: 50 },
  engine_fallback: {},
  engine_model_replaced: {},
  own_style_only: {},
  substyle_first: {},
  one_style_source: {},
  style_pictures_too_large: { megabytes: 10 },
  light_without_direction: {},
  background_is_transparent: {},
};
const among = { task: "any", count: 3, tokens: 5 } as const;
const failed = { model: "a/b", failed: "c/d", why: "overloaded" } as const;
const choices: Samples<Choice> = {
  told: { text: "What was told." },
  only_one: { task: "description", tokens: 1 },
  cheapest: among,
  fastest: { ...among, seconds: 2 },
  most_reliable: { ...among, percent: 98 },
  nothing_measured: among,
  stands_in: { model: "a/b", failed: "c/d", tokens: 5 },
  took_over: failed,
  took_over_from_two: { ...failed, failedNext: "e/f", whyNext: "unavailable" },
};
const named = { variable: "SOME_VARIABLE" };
const unavailable: Samples<Unavailability> = {
  told: { text: "What was told." },
  key_missing: { ...named, from: "example.org" },
  address_missing: named,
  model_missing: named,
  login_malformed: named,
  workflow_missing: named,
  workflow_unreadable: named,
  workflow_malformed: named,
  workflow_lacks_node: { ...named, node: "repaint:image" },
  workflow_lacks_task: named,
  workflow_lacks_input: { ...named, node: "repaint:seed", inputs: "seed" },
  out_of_order: {},
  operator_needed: {},
  retired: {},
  switched_off: {},
  daily_cap: {},
};
const kinds = { warnings, choices, unavailable };

/** Throws at a text that is missing, or at an argument of it. */
const translatorOf = async (locale: Locale) =>
  createTranslator({
    locale,
    messages: await messagesOf(locale),
    onError: (error) => {
      throw error;
    },
  });

describe.each(LOCALES.map(({ value }) => value))("in %s", (locale) => {
  test("all that the server may say has its sentence, in which everything is named", async () => {
    const t = await translatorOf(locale);
    const { notices } = await messagesOf(locale);
    for (const kind of ["warnings", "choices", "unavailable"] as const) {
      expect(Object.keys(notices[kind]).sort()).toEqual(Object.keys(kinds[kind]).sort());
      for (const [code, values] of Object.entries(kinds[kind])) {
        const { text } = wordsOfNotice(t, kind, { code, values });
        const isShown = ([name, value]: [string, unknown]) => typeof value === "string" && !/^(task|why)/.test(name);
        for (const [, value] of Object.entries(values).filter(isShown)) expect(text).toContain(value);
      }
    }
  });

  test("every way to fail has a word", async () => {
    const { failures } = (await messagesOf(locale)).notices;
    expect(Object.keys(failures).sort()).toEqual([...FAILURE_WORDS].sort());
  });
});

test("models and settings go by the names that the page shows", async () => {
  const seed = {
    type: "number",
    name: "seed",
    label: "Startwert",
    hint: null,
    min: 0,
    max: 9,
    step: 1,
    default: null,
  } as const;
  const models = [modelSample("a/b", { name: "Maler", options: [seed] }), modelSample("c/d", { name: "Radierer" })];
  const t = await translatorOf("de");
  const said = (code: string, values: Record<string, string | number>, kind: keyof typeof kinds) =>
    wordsOfNotice(t, kind, { code, values }, models).text;
  expect(said("option_unsupported", { model: "c/d", option: "seed" }, "warnings")).toBe(
    "Radierer hat keine Einstellung „Startwert“; sie wurde weggelassen.",
  );
  expect(said("took_over", failed, "choices")).toBe("Radierer ist gescheitert (überlastet); ausgeführt von Maler.");
});

test("the English is what the editor has always said", async () => {
  const t = await translatorOf("en");
  const said = (code: keyof typeof choices) => wordsOfNotice(t, "choices", { code, values: choices[code] }).text;
  expect(said("only_one")).toBe("The only model that can follow this description: 1 token.");
  expect(said("fastest")).toBe("Fastest of 3 models that can do this: about 2 s, 5 tokens.");
});

test("Arabic counts in its own way", async () => {
  const t = await translatorOf("ar");
  const said = (count: number, tokens: number) =>
    wordsOfNotice(t, "choices", { code: "cheapest", values: { task: "any", count, tokens } }).text;
  expect(said(2, 1)).toBe("الأرخص من بين نموذجين تستطيع فعل ذلك: رمز واحد.");
  expect(said(3, 11)).toBe("الأرخص من بين 3 نماذج تستطيع فعل ذلك: 11 رمزًا.");
});

test("what was told in words is shown as it was told, as English", async () => {
  expect(
    wordsOfNotice(await translatorOf("de"), "choices", { code: "told", values: { text: "Cheapest of 3." } }),
  ).toEqual({
    text: "Cheapest of 3.",
    lang: "en",
  });
});

test("a code that a newer server has added says that the page is to be loaded anew", async () => {
  const { text } = wordsOfNotice(await translatorOf("en"), "warnings", { code: "moon_too_bright", values: {} });
  expect(text).toContain("Reload the page");
});
