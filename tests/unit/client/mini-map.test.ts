import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOnMap, miniMapSize, panTowards } from "#lib/client/view/mini-map.ts";
import { fitted, isPartlySeen, keepVisible, pan, visibleRect, zoomAt } from "#lib/client/view/viewport.ts";

const side = fc.integer({ min: 1, max: 12_000 });
const size = fc.record({ width: side, height: side });
const stageSize = fc.record({
  width: fc.integer({ min: 200, max: 3000 }),
  height: fc.integer({ min: 200, max: 3000 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });
const scale = fc.double({ min: 0.02, max: 32, noNaN: true });
const ROOM = { width: 168, height: 126 };
const INSETS = { top: 68, right: 24, bottom: 64, left: 24 };

const view = fc.tuple(size, stageSize, scale, share, share).map(([image, stage, zoom, across, down]) => ({
  image,
  stage,
  viewport: keepVisible(
    { scale: zoom, x: (0.5 - across) * image.width * zoom, y: (0.5 - down) * image.height * zoom },
    image,
    stage,
  ),
}));

test("the frame lies within the map, around what is seen", () => {
  fc.assert(
    fc.property(view, ({ image, stage, viewport }) => {
      const map = miniMapSize(image, ROOM);
      const frame = frameOnMap(viewport, image, stage, map);
      const seen = visibleRect(viewport, image, stage);
      const middle = ((seen.x + seen.width / 2) / image.width) * map.width;
      expect(frame.x).toBeGreaterThanOrEqual(0);
      expect(frame.y).toBeGreaterThanOrEqual(0);
      expect(frame.x + frame.width).toBeLessThanOrEqual(map.width + 1e-6);
      expect(frame.y + frame.height).toBeLessThanOrEqual(map.height + 1e-6);
      expect(middle).toBeGreaterThanOrEqual(frame.x - 1e-6);
      expect(middle).toBeLessThanOrEqual(frame.x + frame.width + 1e-6);
    }),
  );
});

test("what is pointed at on the map comes to the stage, and nothing beyond the picture with it", () => {
  fc.assert(
    fc.property(view, share, share, ({ image, stage, viewport }, across, down) => {
      const target = { x: across * image.width, y: down * image.height };
      const { dx, dy } = panTowards(viewport, image, stage, target);
      const seen = visibleRect(pan(viewport, dx, dy), image, stage);
      const slack = 1e-6 * Math.max(image.width, image.height);
      expect(seen.x - slack).toBeLessThanOrEqual(target.x);
      expect(seen.x + seen.width + slack).toBeGreaterThanOrEqual(target.x);
      expect(seen.y - slack).toBeLessThanOrEqual(target.y);
      expect(seen.y + seen.height + slack).toBeGreaterThanOrEqual(target.y);
      expect(seen.width).toBeCloseTo(Math.min(image.width, stage.width / viewport.scale), 3);
      expect(seen.height).toBeCloseTo(Math.min(image.height, stage.height / viewport.scale), 3);
    }),
  );
});

test("a photo that is shown whole needs no map; enlarged beyond the stage it does", () => {
  fc.assert(
    fc.property(size, stageSize, (image, stage) => {
      const whole = fitted(image, stage, INSETS, 1);
      expect(isPartlySeen(whole, image, stage)).toBe(false);
      const middle = { x: stage.width / 2, y: stage.height / 2 };
      const enlarged = zoomAt(whole, middle, (stage.width / image.width) * 1.1);
      expect(isPartlySeen(enlarged, image, stage)).toBe(true);
    }),
  );
});
