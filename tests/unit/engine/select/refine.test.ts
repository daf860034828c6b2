import { describe, expect, test } from "vitest";
import { refine } from "#lib/engine/select/refine.ts";
import { ballOnMeadow, overlap } from "#tests/fixtures/scene.ts";

/** A proposal of which each pixel is `SCALE` × `SCALE` of the scene's. */
const SCALE = 8;
const scene = ballOnMeadow(1200, 800);
const small = { width: 1200 / SCALE, height: 800 / SCALE };
const blocky = Uint8Array.from({ length: small.width * small.height }, (_, at) => {
  const [x, y] = [at % small.width, Math.floor(at / small.width)];
  return scene.object[(y * SCALE + SCALE / 2) * 1200 + x * SCALE + SCALE / 2]! > 127 ? 255 : 0;
});

const refined = (coverage: Uint8Array) =>
  refine({ detail: scene, proposal: { ...small, coverage }, left: 0, top: 0, step: 1 / SCALE });

describe("refining a coarse selection", () => {
  test("moves its edge to the photo's own, and leaves no blocks", () => {
    const fine = refined(blocky);
    const blown = Uint8Array.from(scene.object, (_, at) => {
      const [x, y] = [at % 1200, Math.floor(at / 1200)];
      return blocky[Math.floor(y / SCALE) * small.width + Math.floor(x / SCALE)]!;
    });
    expect(overlap(fine, scene.object)).toBeGreaterThan(0.985);
    expect(1 - overlap(fine, scene.object)).toBeLessThan((1 - overlap(blown, scene.object)) / 2);
  });

  test("changes nothing far from the edge", () => {
    const fine = refined(blocky);
    for (const [x, y, value] of [
      [504, 416, 255],
      [20, 20, 0],
      [1100, 700, 0],
    ] as const) {
      expect(fine[y * 1200 + x]).toBe(value);
    }
  });

  test.each([0, 255])("keeps a selection of nothing, or of all, as it is (%i)", (value) => {
    expect(refined(blocky.map(() => value)).every((sample) => sample === value)).toBe(true);
  });

  test("a part of the picture is refined as it is in the whole", () => {
    const part = { x: 320, y: 160, width: 400, height: 480 };
    const pixels = new Uint8Array(part.width * part.height * 3);
    for (let y = 0; y < part.height; y++) {
      const from = ((part.y + y) * 1200 + part.x) * 3;
      pixels.set(scene.pixels.subarray(from, from + part.width * 3), y * part.width * 3);
    }
    const fine = refine({
      detail: { width: part.width, height: part.height, pixels },
      proposal: { ...small, coverage: blocky },
      left: part.x / SCALE,
      top: part.y / SCALE,
      step: 1 / SCALE,
    });
    const truth = Uint8Array.from(fine, (_, at) => {
      return scene.object[(part.y + Math.floor(at / part.width)) * 1200 + part.x + (at % part.width)]!;
    });
    expect(overlap(fine, truth)).toBeGreaterThan(0.985);
  });
});
