import { expect, test } from "vitest";
import { KeyboardCursor } from "#components/editor/stage/keyboard-cursor.ts";
import { NOTHING_HELD } from "#components/editor/tools/gesture.ts";
import { pan, toScreen, type Viewport } from "#lib/client/view/viewport.ts";

const IMAGE = { width: 4000, height: 3000 };
const STAGE = { width: 800, height: 600 };

test("it appears in the middle of the stage and steers in steps of the screen", () => {
  const { cursor } = setUp({ scale: 0.1, x: 200, y: 150 });
  cursor.steer(1, 0, "normal");
  expect(cursor.position).toEqual({ x: 2120, y: 1500 });
  cursor.steer(0, 1, "fast");
  expect(cursor.position).toEqual({ x: 2120, y: 2100 });
  cursor.steer(0, 1, "fine");
  expect(cursor.position).toEqual({ x: 2120, y: 2101 });
});

test("press, steer, press paints a stroke", () => {
  const { cursor, log } = setUp({ scale: 0.1, x: 200, y: 150 });
  expect(cursor.press(NOTHING_HELD)).toBe("down");
  cursor.steer(1, 0, "normal");
  cursor.steer(1, 0, "normal");
  expect(cursor.press(NOTHING_HELD)).toBe("up");
  expect(log).toEqual(["begin 2000,1500", "move 2120,1500", "move 2240,1500", "end"]);
});

test("what was begun can be taken back, and leaving keeps it", () => {
  const first = setUp({ scale: 0.1, x: 200, y: 150 });
  first.cursor.press(NOTHING_HELD);
  expect(first.cursor.cancelGesture()).toBe(true);
  expect(first.cursor.cancelGesture()).toBe(false);
  expect(first.log.at(-1)).toBe("cancel");
  const second = setUp({ scale: 0.1, x: 200, y: 150 });
  second.cursor.press(NOTHING_HELD);
  second.cursor.hide();
  expect(second.log.at(-1)).toBe("end");
  expect(second.cursor.position).toBeNull();
});

test("it stays on the picture, and the picture moves so that it stays on the stage", () => {
  const { cursor, view } = setUp({ scale: 1, x: -1000, y: -1000 });
  for (let press = 0; press < 200; press++) cursor.steer(1, -1, "fast");
  expect(cursor.position).toEqual({ x: 4000, y: 0 });
  const at = toScreen(view(), cursor.position ?? { x: 0, y: 0 });
  expect(at.x).toBeLessThanOrEqual(STAGE.width);
  expect(at.y).toBeGreaterThanOrEqual(0);
});

test("a tool that is used by clicks is used whole by one press, with the keys that are held", () => {
  const { cursor, log } = setUp({ scale: 0.1, x: 200, y: 150 }, { isTap: true });
  expect(cursor.press({ shift: true, alt: false })).toBe("tap");
  cursor.steer(1, 0, "normal");
  expect(cursor.press(NOTHING_HELD)).toBe("tap");
  expect(log).toEqual(["begin 2000,1500 shift", "end", "hover 2120,1500", "begin 2120,1500", "end"]);
});

function setUp(start: Viewport, { isTap = false } = {}) {
  let viewport = start;
  const log: string[] = [];
  const cursor = new KeyboardCursor({
    picture: () => IMAGE,
    viewport: () => viewport,
    stage: () => STAGE,
    isTap: () => isTap,
    hover: ({ x, y }) => isTap && log.push(`hover ${x},${y}`),
    beginGesture: ({ x, y }, { shift }) => {
      log.push(`begin ${x},${y}${shift ? " shift" : ""}`);
      return {
        move: (points) => log.push(`move ${points.map((point) => `${point.x},${point.y}`).join(" ")}`),
        end: () => log.push("end"),
        cancel: () => log.push("cancel"),
      };
    },
    panBy: (dx, dy) => {
      viewport = pan(viewport, dx, dy);
    },
    onChange: () => {},
  });
  return { cursor, log, view: () => viewport };
}
