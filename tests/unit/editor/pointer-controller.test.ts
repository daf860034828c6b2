import { expect, test } from "vitest";
import { PointerController } from "#components/editor/stage/pointer-controller.ts";
import type { PointerInput } from "#components/editor/stage/pointer-input.ts";
import type { HeldKeys } from "#components/editor/tools/gesture.ts";
import type { StrokePoint } from "#lib/domain/mask-engine/operation.ts";

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
  controller.down(pen(10, 20));
  controller.down(touch(2, 300, 300, 5));
  controller.move([touch(2, 320, 300, 10)]);
  controller.move([pen(20, 20)]);
  controller.up(pen(20, 20));
  expect(log).toEqual(["begin 0,0@0.5", "move 20,0@0.5", "end"]);
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

test("a pen's pressure goes with its points, and a thin tail as it is lifted does not", () => {
  const { controller, log } = setUp();
  controller.down(pen(10, 20, { pressure: 0.2 }));
  controller.move([pen(20, 20, { pressure: 0.5 }), pen(30, 20, { pressure: 0.75 })]);
  controller.up(pen(31, 20, { pressure: 0, buttons: 0 }));
  expect(log).toEqual(["begin 0,0@0.2", "move 20,0@0.5 40,0@0.75", "end"]);
});

test("once a pen has been used it draws, and one finger moves the photo", () => {
  const { controller, log } = setUp();
  controller.down(pen(10, 20, { time: 0 }));
  controller.up(pen(10, 20, { time: 10, buttons: 0 }));
  controller.down(touch(2, 100, 100, 2000));
  controller.move([touch(2, 105, 103, 2010)]);
  controller.up(touch(2, 105, 103, 2020));
  controller.down(touch(3, 100, 100, 3000));
  controller.down(touch(4, 200, 100, 3010));
  controller.move([touch(4, 300, 100, 3020)]);
  expect(log).toEqual(["begin 0,0@0.5", "end", "pan 5,3", "pinch 100,100 200,100 → 100,100 300,100"]);
});

test("a hand that comes down before its pen leaves no mark, and gives way to it", () => {
  const { controller, log } = setUp();
  controller.down(touch(1, 300, 300, 0));
  controller.move([touch(1, 310, 300, 30)]);
  controller.down(pen(10, 20, { time: 60 }));
  controller.move([touch(1, 320, 300, 70)]);
  controller.up(pen(10, 20, { time: 90, buttons: 0 }));
  expect(log).toEqual(["begin 580,560", "move 600,560", "cancel", "begin 0,0@0.5", "end"]);
});

test("a palm does nothing: neither a broad touch, nor one while the pen hovers", () => {
  const { controller, log } = setUp();
  controller.down({ ...touch(1, 100, 100, 0), contact: 90 });
  controller.move([{ ...touch(1, 120, 100, 10), contact: 90 }]);
  controller.up(touch(1, 120, 100, 20));
  controller.move([pen(10, 20, { time: 1000, buttons: 0 })]);
  controller.down(touch(2, 100, 100, 1100));
  controller.move([touch(2, 140, 100, 1110)]);
  expect(log).toEqual([]);
});

test("a stroke that was released outside of the window ends as soon as the page hears of the pointer", () => {
  const { controller, log } = setUp();
  controller.down(at(1, 10, 20));
  controller.move([{ ...at(1, 20, 20), buttons: 0 }]);
  controller.move([{ ...at(1, 90, 90), buttons: 0 }]);
  controller.down(at(1, 10, 20));
  controller.lost(1);
  expect(log).toEqual(["begin 0,0", "move 20,0", "end", "begin 0,0", "end"]);
});

test("the other end of a pen begins as Alt does", () => {
  const { controller, log } = setUp();
  controller.down(pen(10, 20, { button: 5 }));
  expect(log).toEqual(["begin 0,0@0.5 alt"]);
});

test("keys held at the press are no news while dragging, until they are let go and pressed again", () => {
  const { controller, log } = setUp();
  const shifted = (x: number) => ({ ...at(1, x, 20), shift: true });
  controller.down(shifted(10));
  controller.move([shifted(20)]);
  controller.move([at(1, 30, 20)]);
  controller.move([{ ...shifted(40), alt: true }]);
  expect(log).toEqual(["begin 0,0 shift", "move 20,0", "move 40,0", "move 60,0 shift alt"]);
});

test("where the pointer is expected next is told apart from where it was", () => {
  const { controller, log } = setUp();
  controller.down(at(1, 10, 20));
  controller.move([at(1, 20, 20)], [at(1, 30, 20), at(1, 40, 20)]);
  expect(log).toEqual(["begin 0,0", "move 20,0", "predict 40,0 60,0"]);
});

function setUp({ step = 1 } = {}) {
  const log: string[] = [];
  const held = { space: false };
  const write = ({ x, y, pressure }: StrokePoint) => `${x},${y}${pressure === undefined ? "" : `@${pressure}`}`;
  const keys = ({ shift, alt }: HeldKeys) => `${shift ? " shift" : ""}${alt ? " alt" : ""}`;
  const controller = new PointerController({
    viewport: () => VIEW,
    beginGesture: (point, pressed) => {
      log.push(`begin ${write(point)}${keys(pressed)}`);
      return {
        move: (points, now) => log.push(`move ${points.map(write).join(" ")}${keys(now)}`),
        predict: (points) => points.length > 0 && log.push(`predict ${points.map(write).join(" ")}`),
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

const at = (id: number, x: number, y: number): PointerInput => ({
  ...{ id, type: "mouse", x, y, button: 0, buttons: 1, time: 0 },
  ...{ pressure: 0.5, contact: 1, shift: false, alt: false },
});
const touch = (id: number, x: number, y: number, time: number): PointerInput => ({
  ...at(id, x, y),
  ...{ type: "touch", time, contact: 20 },
});
const pen = (x: number, y: number, more: Partial<PointerInput> = {}): PointerInput => ({
  ...at(7, x, y),
  type: "pen",
  ...more,
});
