import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "#lib/server/store/cursor.ts";

test("a cursor leads back to the place it was made from, and needs no escaping in an address", () => {
  fc.assert(
    fc.property(fc.tuple(fc.string(), fc.uuid()), (place) => {
      const cursor = encodeCursor(place);
      expect(encodeURIComponent(cursor)).toBe(cursor);
      expect(decodeCursor(z.tuple([z.string(), z.uuid()]), cursor)).toEqual(place);
    }),
  );
});

test("whatever else arrives as a cursor is refused by name of the field", () => {
  for (const cursor of ["", "x", "%%%", encodeCursor("5"), encodeCursor({ version: 5 }), encodeCursor(-1)]) {
    expect(() => decodeCursor(z.number().positive(), cursor)).toThrow(
      expect.objectContaining({ code: "invalid_request", field: "cursor" }),
    );
  }
});
