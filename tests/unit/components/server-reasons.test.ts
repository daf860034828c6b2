import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keyOfReason, SERVER_REASONS } from "#components/admin/server-reasons.ts";

const MIGRATIONS = new URL("../../../supabase/migrations/", import.meta.url);

test("every reason that the database gives has words of its own", () => {
  const sql = readdirSync(MIGRATIONS).map((file) => readFileSync(new URL(file, MIGRATIONS), "utf8"));
  // Sentences are what nothing else in SQL is: quoted, with a capital, of words alone.
  const written = sql.flatMap((text) => text.replaceAll(/--.*/g, "").match(/(?<=')[A-Z][A-Za-z -]+(?=')/g) ?? []);
  expect([...new Set(written)].sort()).toEqual(Object.keys(SERVER_REASONS).sort());
});

test("what an edit was for is called as in the editor", () => {
  expect(keyOfReason({ actor: "user:1", reason: "Inpaint" })).toBe("operations.inpaint.label");
  expect(keyOfReason({ actor: "worker:1", reason: "Replace-Background" })).toBe("operations.replace-background.label");
});

test("what an administrator wrote stays as it is, also where it reads like the server's", () => {
  expect(keyOfReason({ actor: "system", reason: "Sign-up tokens" })).toBe("adminAccounts.serverReasons.signUp");
  expect(keyOfReason({ actor: "admin:1", reason: "Sign-up tokens" })).toBeNull();
  expect(keyOfReason({ actor: "admin:1", reason: "Erase" })).toBeNull();
});

test("a reason that is newer than the words is shown as it is", () => {
  expect(keyOfReason({ actor: "system", reason: "Lost and found" })).toBeNull();
  expect(keyOfReason({ actor: "system", reason: "toString" })).toBeNull();
});
