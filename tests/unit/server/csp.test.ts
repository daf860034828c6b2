import { expect, test } from "vitest";
import { contentSecurityPolicy, newNonce } from "#lib/server/csp.ts";

const directives = (policy: string) =>
  new Map(policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));

test("only scripts with this answer's nonce run", () => {
  const policy = directives(contentSecurityPolicy("abc", false));
  expect(policy.get("script-src")).toEqual(["'nonce-abc'", "'strict-dynamic'"]);
  expect(policy.get("object-src")).toEqual(["'none'"]);
  expect(policy.get("base-uri")).toEqual(["'none'"]);
});

test("nothing is sent to or framed by another site", () => {
  const policy = directives(contentSecurityPolicy("abc", false));
  expect(policy.get("connect-src")).toEqual(["'self'"]);
  expect(policy.get("form-action")).toEqual(["'self'"]);
  expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
  for (const [name, sources] of policy) {
    for (const source of sources) expect(source, name).toMatch(/^('[a-z0-9-]+'|blob:|data:)$/);
  }
});

test("photos can be shown and worked on from memory", () => {
  const policy = directives(contentSecurityPolicy("abc", false));
  expect(policy.get("img-src")).toEqual(["'self'", "blob:", "data:"]);
  expect(policy.get("worker-src")).toContain("blob:");
});

test("eval is allowed in development only", () => {
  expect(contentSecurityPolicy("abc", false)).not.toContain("unsafe-eval");
  expect(contentSecurityPolicy("abc", true)).toContain("'unsafe-eval'");
});

test("no two answers share a nonce", () => {
  const nonces = Array.from({ length: 100 }, newNonce);
  expect(new Set(nonces).size).toBe(100);
  for (const nonce of nonces) expect(Buffer.from(nonce, "base64")).toHaveLength(16);
});

test("where a service tells people from programs, its sources join ours, and nothing else changes", () => {
  const host = "https://challenges.example";
  const allowing = directives(contentSecurityPolicy("abc", false, { "script-src": [host], "frame-src": [host] }));
  const without = directives(contentSecurityPolicy("abc", false));
  expect(allowing.get("frame-src")).toEqual([host]);
  expect(allowing.get("script-src")).toEqual(["'nonce-abc'", "'strict-dynamic'", host]);
  for (const [name, sources] of without) {
    if (name !== "frame-src" && name !== "script-src") expect(allowing.get(name), name).toEqual(sources);
  }
});
