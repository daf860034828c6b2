import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { EDITOR_MESSAGES, messagesOf, SHARED_MESSAGES, SITE_MESSAGES } from "#lib/i18n/messages.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const NAMESPACES = Object.keys(await messagesOf("en"));

test.each([
  ["every page", "app/*.tsx", SHARED_MESSAGES],
  ["the pages outside the editor", "app/(site)/**/*.tsx", [...SHARED_MESSAGES, ...SITE_MESSAGES]],
  ["the editor", "app/edit/**/*.tsx", [...SHARED_MESSAGES, ...EDITOR_MESSAGES]],
])("%s: the browser has the words of every component that may be shown", (_, pages, sent) => {
  const files = reachable(globSync(pages, { cwd: ROOT }));
  expect(files.size).toBeGreaterThan(5);
  const used = new Set([...files].flatMap((path) => namespacesIn(read(path))));
  expect([...used].filter((name) => !sent.some((known) => known === name))).toEqual([]);
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The files of pages and components that these import, and they in turn. Paths from the project's root. */
function reachable(entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [...entries];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path) || !/^(app|components)\//.test(path)) continue;
    found.add(path);
    for (const [, from = ""] of read(path).matchAll(/(?:from|import\() ?"([.#][^"]+\.tsx?)"/g))
      pending.push(from.startsWith("#") ? from.slice(1) : join(dirname(path), from));
  }
  return found;
}

/** What `useTranslations` is asked for: by its own name, or without one, by the keys. */
function namespacesIn(source: string): string[] {
  if (!source.includes("useTranslations(")) return [];
  const named = [...source.matchAll(/useTranslations\("(\w+)/g)].map(([, name = ""]) => name);
  if (!source.includes("useTranslations()")) return named;
  const keyed = NAMESPACES.filter((name) => new RegExp(`["\`]${name}\\.`).test(source));
  return [...named, ...keyed];
}
