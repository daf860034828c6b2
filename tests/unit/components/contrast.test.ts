import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The colours of each theme as `app/globals.css` layers them. */
const css = readFileSync(new URL("../../../app/globals.css", import.meta.url), "utf8");
const base = colours(block("@theme static {"));
const dark = { ...base, ...colours(block("/* theme: dark */")) };
const THEMES = {
  light: { colours: base, text: 4.5 },
  dark: { colours: dark, text: 4.5 },
  "high contrast, light": { colours: { ...base, ...colours(block("/* theme: contrast-light */")) }, text: 7 },
  "high contrast, dark": { colours: { ...dark, ...colours(block("/* theme: contrast-dark */")) }, text: 7 },
};

const SURFACES = ["page", "panel", "raised"];
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ["ink", [...SURFACES, "canvas", "control", "control-hover", "chosen", "accent-soft"]],
  ["ink-muted", [...SURFACES, "canvas", "control", "control-hover"]],
  ["accent-text", [...SURFACES, "control", "accent-soft"]],
  ["danger-text", [...SURFACES, "control-hover"]],
  ["success-text", SURFACES],
  ["warning-text", SURFACES],
  ["accent-ink", ["accent", "accent-hover"]],
  ["danger-ink", ["danger", "danger-hover"]],
  ["page", ["ink"]],
];
/** Edges of controls and the focus ring: WCAG 2.2, 1.4.11 asks for 3:1. */
const EDGES: typeof TEXT = [
  ["line-strong", SURFACES],
  ["accent-text", [...SURFACES, "canvas", "control", "control-hover"]],
];

describe.each(Object.entries(THEMES))("in the theme %s", (_, theme) => {
  test("all text can be read on every surface it is set on", () => {
    expect(tooWeak(TEXT, theme.colours, theme.text)).toEqual([]);
  });

  test("edges of controls and the focus ring stand out", () => {
    expect(tooWeak(EDGES, theme.colours, 3)).toEqual([]);
  });

  test("greys carry no tint that would colour the judgement of a photo", () => {
    const greys = [
      ...SURFACES,
      "canvas",
      "control",
      "control-hover",
      "chosen",
      "line",
      "line-strong",
      "ink",
      "ink-muted",
    ];
    for (const name of greys) expect(new Set(channels(theme.colours[name])).size, name).toBe(1);
  });
});

/** The pairs below a ratio, with theirs. */
function tooWeak(table: typeof TEXT, theme: Record<string, string>, least: number): string[] {
  return table.flatMap(([ink, surfaces]) =>
    surfaces
      .map((surface) => ({ pair: `${ink} on ${surface}`, ratio: contrast(theme, ink, surface) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`),
  );
}

/** From a marker to the closing brace of the block that follows it. */
function block(marker: string): string {
  const start = css.indexOf("{", css.indexOf(marker));
  let depth = 0;
  for (let index = start; index < css.length; index++) {
    if (css[index] === "{") depth++;
    if (css[index] === "}" && --depth === 0) return css.slice(start, index);
  }
  throw new Error(`no block after ${marker}`);
}

function colours(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/--color-([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(theme: Record<string, string>, a: string, b: string): number {
  const [light, shade] = [luminance(theme[a]), luminance(theme[b])].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (shade + 0.05);
}

function luminance(hex: string | undefined): number {
  const [red, green, blue] = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(hex: string | undefined): number[] {
  if (!hex) throw new Error("a theme lacks this colour");
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
