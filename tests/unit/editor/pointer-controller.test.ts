import { expect, test } from "vitest";
import { PointerController, type PointerInput } from "#components/editor/stage/pointer-controller.ts";
import type { ImagePoint } from "#lib/client/view/points.ts";

const VIEW = { scale: 0.5, x: 10, y: 20 };

test("one pointer uses the tool, in image pixels, from press to release", () => {
  const { controller, log } = setUp();
  controller.down(at(1, 10, 20));
  controller.move([at(1, 20, 20), at(1, 30, 20)]);
  controller.up(at(1, 30, 40));
  expect(log).toEqual(["begin 0,0", "move 20,0 40,0", "move 40,40", "end"]);
});

test("moves too small to see are left out, the last place never", () => {
  const { controller, log } = setUp({ step: 5 });
  controller.down(at(1, 10, 20));
  controller.move([at(1, 12, 20), at(1, 14, 20), at(1, 16, 20)]);
  controller.up(at(1, 17, 20));
  expect(log).toEqual(["begin 0,0", "move 12,0", "move 14,0", "end"]);
});

test("a second finger takes an accidental dab back and pinches", () => {
  const { controller, log } = setUp();
  controller.down(touch(1, 100, 100, 0));
  controller.move([touch(1, 104, 100, 50)]);
  controller.down(touch(2, 200, 100, 80));
  controller.move([touch(2, 300, 100, 100)]);
  expect(log).toEqual(["begin 180,160", "move 188,160", "cancel", "pinch 104,100 200,100 → 104,100 300,100"]);
});

test("a second finger late in a long stroke keeps the stroke", () => {
  const { controller, log } = setUp();
  controller.down(touch(1, 100, 100, 0));
  controller.move([touch(1, 200, 100, 400)]);
  controller.down(touch(2, 300, 100, 900));
  expect(log.at(-1)).toBe("end");
});

test("a finger left over from a pinch does not paint", () => {
  const { controller, log } = setUp();
  controller.down(touch(1, 100, 100, 0));
  controller.down(touch(2, 200, 100, 10));
  controller.up(touch(2, 200, 100, 50));
  log.length = 0;
  controller.move([touch(1, 150, 150, 60)]);
  controller.up(touch(1, 150, 150, 70));
  expect(log).toEqual([]);
  controller.down(touch(3, 50, 50, 100));
  expect(log).toEqual(["begin 80,60"]);
});

test("a palm that rests on the screen does not disturb the pen", () => {
  const { controller, log } = setUp();
  controller.down({ ...at(1, 10, 20), type: "pen" });
  controller.down(touch(2, 300, 300, 5));
  controller.move([touch(2, 320, 300, 10)]);
  controller.move([{ ...at(1, 20, 20), type: "pen" }]);
  controller.up({ ...at(1, 20, 20), type: "pen" });
  expect(log).toEqual(["begin 0,0", "move 20,0", "end"]);
});

test("the middle button and the space bar move the photo, whatever the tool", () => {
  const { controller, log, held } = setUp();
  controller.down({ ...at(1, 10, 10), button: 1 });
  controller.move([at(1, 15, 12)]);
  controller.up(at(1, 15, 12));
  held.space = true;
  controller.down(at(1, 0, 0));
  controller.move([at(1, -3, 4)]);
  expect(log).toEqual(["pan 5,2", "pan -3,4"]);
});

test("the right button does nothing", () => {
  const { controller, log } = setUp();
  controller.down({ ...at(1, 10, 10), button: 2 });
  controller.move([at(1, 50, 50)]);
  controller.up(at(1, 50, 50));
  expect(log).toEqual([]);
});

test("a pointer the system takes away leaves no mark", () => {
  const { controller, log } = setUp();
  controller.down(touch(1, 10, 20, 0));
  controller.cancel(1);
  controller.down(touch(2, 10, 20, 10));
  expect(log).toEqual(["begin 0,0", "cancel", "begin 0,0"]);
});

test("taking a stroke back by key leaves the pointer without a tool until it is lifted", () => {
  const { controller, log } = setUp();
  controller.down(at(1, 10, 20));
  expect(controller.cancelGesture()).toBe(true);
  controller.move([at(1, 60, 60)]);
  controller.up(at(1, 60, 60));
  controller.down(at(1, 10, 20));
  expect(log).toEqual(["begin 0,0", "cancel", "begin 0,0"]);
});

function setUp({ step = 1 } = {}) {
  const log: string[] = [];
  const held = { space: false };
  const write = (point: ImagePoint) => `${point.x},${point.y}`;
  const controller = new PointerController({
    viewport: () => VIEW,
    beginGesture: (point) => {
      log.push(`begin ${write(point)}`);
      return {
        move: (points) => log.push(`move ${points.map(write).join(" ")}`),
        end: () => log.push("end"),
        cancel: () => log.push("cancel"),
      };
    },
    panBy: (dx, dy) => log.push(`pan ${dx},${dy}`),
    pinchTo: (_start, from, to) =>
      log.push(
        `pinch ${from.map(({ x, y }) => `${x},${y}`).join(" ")} → ${to.map(({ x, y }) => `${x},${y}`).join(" ")}`,
      ),
    isMovingByKey: () => held.space,
    stepPixels: () => step,
    onChange: () => {},
  });
  return { controller, log, held };
}

const at = (id: number, x: number, y: number): PointerInput => ({ id, type: "mouse", x, y, button: 0, time: 0 });
const touch = (id: number, x: number, y: number, time: number): PointerInput => ({
  ...at(id, x, y),
  type: "touch",
  time,
});
