import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  ACCOUNT_MESSAGES,
  ADMIN_MESSAGES,
  EDITOR_MESSAGES,
  messagesOf,
  SHARED_MESSAGES,
  SITE_MESSAGES,
} from "#lib/i18n/messages.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const NAMESPACES = Object.keys(await messagesOf("en"));

test.each([
  ["every page", "app/*.tsx", SHARED_MESSAGES],
  ["the pages outside the editor", "app/(site)/!(admin|account)/**/*.tsx", [...SHARED_MESSAGES, ...SITE_MESSAGES]],
  [
    "the page of the account",
    "app/(site)/account/**/*.tsx",
    [...SHARED_MESSAGES, ...SITE_MESSAGES, ...ACCOUNT_MESSAGES],
  ],
  [
    "the pages of whoever runs the server",
    "app/(site)/admin/**/*.tsx",
    [...SHARED_MESSAGES, ...SITE_MESSAGES, ...ADMIN_MESSAGES],
  ],
  ["the editor", "app/edit/**/*.tsx", [...SHARED_MESSAGES, ...EDITOR_MESSAGES]],
])("%s: the browser has the words of every component that may be shown", (_, pages, sent) => {
  const files = reachable(globSync(pages, { cwd: ROOT }));
  expect(files.size).toBeGreaterThan(3);
  const used = new Set([...files].flatMap((path) => namespacesIn(read(path))));
  expect([...used].filter((name) => !sent.some((known) => known === name))).toEqual([]);
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/**
 * The files of pages, of components and of the browser's side that these import, and they in turn, but those below a
 * component that brings words of its own. Paths from the project's root.
 */
function reachable(entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [...entries];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path) || !/^(app|components|lib\/client)\//.test(path)) continue;
    found.add(path);
    if (path.startsWith("components/") && read(path).includes("messagesNamed(")) continue;
    for (const [, from = ""] of read(path).matchAll(/(?:from|import\() ?"([.#][^"]+\.tsx?)"/g))
      pending.push(from.startsWith("#") ? from.slice(1) : join(dirname(path), from));
  }
  return found;
}

/** What a translator is asked for: by the name of its part, or where it has all of them, by the keys. */
function namespacesIn(source: string): string[] {
  const named = [...source.matchAll(/useTranslations[(<]"(\w+)/g)].map(([, name = ""]) => name);
  if (!/useTranslations\(\)|\bTranslator\b/.test(source)) return named;
  const keyed = NAMESPACES.filter((name) => new RegExp(`["\`]${name}\\.`).test(source));
  return [...named, ...keyed];
}
