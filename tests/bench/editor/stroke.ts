import { setTimeout as delay } from "node:timers/promises";
import type { CDPSession, Page } from "@playwright/test";
import type { Point } from "#lib/domain/geometry.ts";
import type { Rect } from "#lib/domain/raster.ts";

export interface StrokeFigures {
  readonly intervals: readonly number[];
  readonly frames: number;
  readonly longTasks: readonly number[];
}

export interface Path {
  readonly moves: number;
  readonly millis: number;
  /** How far below the middle it runs, as a share of the photo's height. */
  readonly below: number;
}

/** A wave over three quarters of the photo. `share` runs from 0 to 1. */
export function pointOf({ x, y, width, height }: Rect, { below }: Path, share: number): Point {
  return {
    x: x + width * (0.12 + 0.76 * share),
    y: y + height * (0.5 + below + 0.18 * Math.sin(share * 3 * Math.PI)),
  };
}

/**
 * Draws as a hand does: moves are sent by the clock, whether or not the page keeps up, and the frames between press and
 * release are noted.
 */
export async function drawStroke(page: Page, input: CDPSession, photo: Rect, path: Path): Promise<StrokeFigures> {
  const send = (type: "mousePressed" | "mouseMoved" | "mouseReleased", share: number, buttons: number) =>
    input.send("Input.dispatchMouseEvent", {
      ...{ type, ...pointOf(photo, path, share), buttons, clickCount: 1, pointerType: "mouse" },
      button: type === "mouseMoved" && buttons === 0 ? "none" : "left",
    });
  await send("mouseMoved", 0, 0);
  await page.evaluate(() => window.bench.start());
  const started = performance.now();
  const sent = [send("mousePressed", 0, 1)];
  for (let move = 1; move <= path.moves; move++) {
    const wait = started + (path.millis * move) / path.moves - performance.now();
    if (wait > 0) await delay(wait);
    sent.push(send("mouseMoved", move / path.moves, 1));
  }
  const figures = await page.evaluate((millis) => {
    const { frames, longTasks } = window.bench;
    const first = frames[0] ?? 0;
    const drawn = frames.filter((time) => time - first <= millis);
    return { intervals: drawn.slice(1).map((time, at) => time - (drawn[at] ?? 0)), frames: drawn.length, longTasks };
  }, path.millis);
  sent.push(send("mouseReleased", 1, 0));
  await Promise.all(sent);
  return figures;
}
