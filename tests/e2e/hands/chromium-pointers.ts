import type { Page } from "@playwright/test";
import type { MousePhase, Pointers, TouchPhase } from "./pointers.ts";

const TOUCH = {
  start: "touchStart",
  move: "touchMove",
  end: "touchEnd",
  cancel: "touchCancel",
} as const satisfies Record<TouchPhase, string>;

const MOUSE = {
  pressed: "mousePressed",
  moved: "mouseMoved",
  released: "mouseReleased",
} as const satisfies Record<MousePhase, string>;

/** Through the protocol of its developer tools. */
export async function chromiumPointers(page: Page): Promise<Pointers> {
  const session = await page.context().newCDPSession(page);
  return {
    touch: async (phase, ...fingers) => {
      const touchPoints = fingers.map((place, id) => ({ ...place, id }));
      await session.send("Input.dispatchTouchEvent", { type: TOUCH[phase], touchPoints });
    },
    mouse: async (phase, place, { buttons = 1, force } = {}) => {
      await session.send("Input.dispatchMouseEvent", {
        ...{ type: MOUSE[phase], ...place, buttons, button: buttons === 0 ? "none" : "left", clickCount: 1 },
        ...(force === undefined ? {} : { force, pointerType: "pen" as const }),
      });
    },
  };
}
