import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeRedirect } from "#lib/domain/redirect.ts";

const ORIGIN = "https://repaint.example";

describe("where people go after signing in", () => {
  test.each([
    ["/photos", "/photos"],
    ["/edit/1?tab=history#top", "/edit/1?tab=history#top"],
    ["https://repaint.example/photos", "/photos"],
    ["photos", "/photos"],
    ["@evil.example", "/@evil.example"],
  ])("a path of ours is kept: %j", (next, path) => {
    expect(safeRedirect(next, ORIGIN)).toBe(path);
  });

  test.each([
    "//evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https://repaint.example@evil.example/",
    "https://someone@repaint.example/",
    "http://repaint.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/x/..//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/ok\r\nSet-Cookie: a=b",
    "\u0000/photos",
    "http://[",
    "",
    null,
    undefined,
  ])("anything that leads elsewhere is not: %j", (next) => {
    expect(safeRedirect(next, ORIGIN, "/photos")).toBe("/photos");
  });

  test("no text whatever leads off the site", () => {
    const nasty = fc.string({
      unit: fc.constantFrom("/", "\\", "@", ":", ".", "?", "#", "%", "a", "\t", "é", "evil.example", "https:"),
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), nasty, fc.webUrl()), (next) => {
        const path = safeRedirect(next, ORIGIN);
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
      }),
      { numRuns: 500 },
    );
  });
});
