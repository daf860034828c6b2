import type { ModelInfo } from "#lib/contracts/model.ts";
import type { NoticeInfo } from "#lib/contracts/notice.ts";
import type { Translator } from "./translator.ts";

type NamedModel = Pick<ModelInfo, "id" | "name" | "options">;

type Kind = "warnings" | "choices" | "unavailable";

/** What a person reads of a notice, and the language of that where it is not the page's. */
export interface Words {
  readonly text: string;
  readonly lang?: "en";
}

/** @param models for what models and settings are called; without them they go by their ids and names. */
export function wordsOfNotice(
  t: Translator,
  kind: Kind,
  { code, values }: NoticeInfo,
  models: readonly NamedModel[] | null = null,
): Words {
  const translate = t as unknown as AnyTranslator;
  const key = `notices.${kind}.${code}`;
  if (!translate.has(key)) return { text: t("notices.unknown") };
  const named = Object.entries(values).map(([name, value]) => [
    name,
    called(name, String(value), translate, models) ?? value,
  ]);
  const text = translate(key, Object.fromEntries(named));
  return code === "told" ? { text, lang: "en" } : { text };
}

/** Codes are the server's, which may be newer than this page: whether there are words for one is seen at run time. */
interface AnyTranslator {
  (key: string, values?: Readonly<Record<string, string | number>>): string;
  has(key: string): boolean;
}

/** What a value is called on the page; undefined where it is shown as it is. */
function called(
  name: string,
  value: string,
  translate: AnyTranslator,
  models: readonly NamedModel[] | null,
): string | undefined {
  switch (name) {
    case "model":
    case "failed":
    case "failedNext":
      return models?.find(({ id }) => id === value)?.name;
    case "option":
      return models?.flatMap(({ options }) => options).find((option) => option.name === value)?.label;
    case "why":
    case "whyNext":
      return translate.has(`notices.failures.${value}`) ? translate(`notices.failures.${value}`) : undefined;
    default:
      return undefined;
  }
}
