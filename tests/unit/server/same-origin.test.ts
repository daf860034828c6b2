import { describe, expect, test } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { assertSameOrigin } from "#lib/server/same-origin.ts";

const SITE = "https://repaint.example";
const check = (headers: Record<string, string>) => () =>
  assertSameOrigin(new Headers({ host: "10.0.0.7:3000", ...headers }), SITE);

describe("a request that changes something", () => {
  test.each([
    ["from our own page", { origin: SITE, "sec-fetch-site": "same-origin" }],
    ["from our own page in a browser without Sec-Fetch-Site", { origin: SITE }],
    ["under another name of the same server", { origin: "http://10.0.0.7:3000" }],
    ["from a program that is no browser", {}],
    ["typed or opened by the person", { "sec-fetch-site": "none" }],
  ])("is accepted %s", (_, headers) => {
    expect(check(headers)).not.toThrow();
  });

  test.each([
    ["from another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["from a sibling subdomain", { origin: "https://blog.repaint.example", "sec-fetch-site": "same-site" }],
    ["from the same name on another port", { origin: "http://10.0.0.7:4000" }],
    ["over plain http where https is used", { origin: "http://repaint.example" }],
    ["from a sandboxed frame", { origin: "null" }],
    ["from another site that hides its origin", { "sec-fetch-site": "cross-site" }],
    ["from a sibling that hides its origin", { "sec-fetch-site": "same-site" }],
    ["from an extension's page", { origin: "chrome-extension://abcdef" }],
  ])("is refused %s", (_, headers) => {
    expect(check(headers)).toThrow(RepaintError);
    expect(check(headers)).toThrow("foreign_origin");
  });
});
