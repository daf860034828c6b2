import { inflateSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RunDeflate } from "#lib/client/mask-engine/png/run-deflate.ts";

test("whatever runs and bytes are packed, in however many blocks, any inflater gives them back", () => {
  const run = fc.record({
    zeros: fc.oneof(fc.nat(5), fc.nat(300), fc.nat(70_000)),
    bytes: fc.array(fc.nat(255), { maxLength: 40 }),
    endsBlock: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(run, { maxLength: 12 }), (runs) => {
      const deflate = new RunDeflate();
      const expected: Uint8Array[] = [];
      const packed: Uint8Array[] = [];
      for (const { zeros, bytes, endsBlock } of runs) {
        deflate.zeros(zeros);
        for (const byte of bytes) deflate.byte(byte);
        expected.push(new Uint8Array(zeros), Uint8Array.from(bytes));
        if (endsBlock) packed.push(deflate.endBlock(false));
      }
      packed.push(deflate.endBlock(true));
      expect(inflateSync(Buffer.concat(packed)).equals(Buffer.concat(expected))).toBe(true);
    }),
  );
});

test("bytes so unequally common that the rarest would get words longer than allowed are packed all the same", () => {
  const bytes: number[] = [];
  let [count, next] = [1, 1];
  for (let value = 1; value <= 24; value++) {
    for (let at = 0; at < count; at++) bytes.push(value);
    [count, next] = [next, count + next];
  }
  const deflate = new RunDeflate();
  for (const byte of bytes) deflate.byte(byte);
  expect([...inflateSync(deflate.endBlock(true))]).toEqual(bytes);
});
