import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { literalWords } from "./literal-words.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const files = globSync("{app,components}/**/*.{ts,tsx}", { cwd: ROOT });

test("whatever a person reads comes from the message catalogue", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((path) => literalWords(path, readFileSync(`${ROOT}/${path}`, "utf8")))).toEqual([]);
});

test.each([
  ["<p>Hello</p>", 1],
  ["<p>Repaint</p>", 0],
  ["<p>{width} × {height}</p>", 0],
  ['<p>{busy ? "Wait" : t("go")}</p>', 1],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source text, not a template.
  ["<p>{`Erase for ${count}`}</p>", 1],
  ['<button aria-label="Close" className="flex" />', 1],
  ['<Field label={shown ? "Hide" : "Show"} />', 2],
  ['<Field label={t("email")} />', 0],
  ['const metadata = { title: "Photos" };', 1],
  ['toast.error("It failed.", { description: inWords(error) });', 1],
  ['notify("error", "It failed.");', 1],
  ['notify("error", t("failed"));', 0],
  ['announcer.getState().say(isDone ? "Done." : t("failed"));', 1],
])("in %s, %i texts are found that nobody could translate", (source, count) => {
  expect(literalWords("sample.tsx", source)).toHaveLength(count);
});
