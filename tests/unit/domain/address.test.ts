import fc from "fast-check";
import { expect, test } from "vitest";
import { normaliseAddress } from "#lib/domain/address.ts";

test.each([
  ["Ada.Lovelace+repaint@GoogleMail.com", "adalovelace@gmail.com"],
  ["  ada@Example.COM ", "ada@example.com"],
  ["ada+1+2@example.com", "ada@example.com"],
  ["a.da_lo-ve@pm.me", "adalove@proton.me"],
  ["ada.lovelace@example.com", "ada.lovelace@example.com"],
  ["ada@me.com", "ada@icloud.com"],
  ["ada@bücher.example", "ada@xn--bcher-kva.example"],
  ["ada@example.com.", "ada@example.com"],
  ["ａｄａ@example.com", "ada@example.com"],
  ["+tag@example.com", "+tag@example.com"],
  ["nobody", "nobody"],
])("%s is one spelling of %s", (spelling, one) => {
  expect(normaliseAddress(spelling)).toBe(one);
});

test("two people are told apart", () => {
  expect(normaliseAddress("ada@example.com")).not.toBe(normaliseAddress("ada@example.org"));
  expect(normaliseAddress("ada@example.com")).not.toBe(normaliseAddress("adah@example.com"));
});

test("the one form of the one form is itself, and it is never empty", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.emailAddress(),
        fc.emailAddress().map((a) => `${a.split("@")[0]}@gmail.com`),
      ),
      (address) => {
        const once = normaliseAddress(address);
        expect(normaliseAddress(once)).toBe(once);
        expect(once).toMatch(/^.+@.+$/);
      },
    ),
  );
});
