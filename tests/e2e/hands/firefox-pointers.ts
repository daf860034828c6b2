import type { Browser, Page } from "@playwright/test";
import { browserSession } from "../firefox.ts";
import type { MousePhase, Place, Pointers } from "./pointers.ts";

/** The numbers that Firefox itself gives them. */
const MOUSE_ID = 0;
const PEN_ID = 1;
const FIRST_FINGER_ID = 2;
/** `MouseEvent.MOZ_SOURCE_…` */
const FROM_MOUSE = 1;
const FROM_PEN = 2;

const MOUSE = {
  pressed: "mousedown",
  moved: "mousemove",
  released: "mouseup",
} as const satisfies Record<MousePhase, string>;

/**
 * From the window around the page, as Firefox's own tests do. Its driver's `input.performActions` (of release 153) knows
 * no pen ("placeholder for future pen type pointer support"), cancels no touch, moves nothing out of the window ("move
 * target out of bounds"), and its fingers scroll nothing. What comes in here goes the way of what comes from the system:
 * a finger scrolls where `touch-action` lets it.
 */
export async function firefoxPointers(page: Page): Promise<Pointers> {
  const inWindow = await windowAround(page);
  // What comes faster than the page draws may be taken together.
  const tell: Tell = async (act, told) => {
    await inWindow(act, told);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  };
  let down: readonly Place[] = [];
  return {
    touch: async (phase, ...fingers) => {
      const touches = (fingers.length === 0 ? down : fingers).map((place, id) => ({
        ...place,
        id: FIRST_FINGER_ID + id,
      }));
      await tell(touchPage, { type: `touch${phase}`, touches });
      down = fingers;
    },
    mouse: async (phase, place, { buttons = 1, force } = {}) => {
      const held = phase === "released" ? 0 : buttons;
      const pressure = held === 0 ? 0 : (force ?? 0.5);
      const pointer =
        force === undefined
          ? { identifier: MOUSE_ID, inputSource: FROM_MOUSE }
          : { identifier: PEN_ID, inputSource: FROM_PEN };
      await tell(mousePage, { type: MOUSE[phase], ...place, state: { ...pointer, buttons: held, pressure } });
    },
  };
}

type Tell = <Told>(act: (told: string) => void, told: Told) => Promise<void>;

/** Runs functions in the window that shows this page. */
async function windowAround(page: Page): Promise<Tell> {
  const session = browserSession(page.context().browser() as Browser);
  const call = async (context: string, act: (told: string) => unknown, told: unknown) => {
    const answer = (await session.send("script.callFunction", {
      functionDeclaration: String(act),
      arguments: [{ type: "string", value: JSON.stringify(told) }],
      awaitPromise: false,
      target: { context },
    })) as Answer;
    if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
    return answer.result.value;
  };
  const { contexts } = (await session.send("browsingContext.getTree", { "moz:scope": "chrome" })) as Tree;
  for (const { context } of contexts) {
    if (await call(context, showsPage, page.url())) return async (act, told) => void (await call(context, act, told));
  }
  throw new Error(`no window shows ${page.url()}`);
}

interface Tree {
  readonly contexts: readonly { readonly context: string }[];
}
type Answer =
  | { readonly type: "success"; readonly result: { readonly value?: unknown } }
  | { readonly type: "exception"; readonly exceptionDetails: { readonly text: string } };

/** What the following functions find around them: they run in a window of the browser, and know nothing else. */
interface BrowserWindow {
  readonly gBrowser: { readonly selectedBrowser: Element & { readonly currentURI: { readonly spec: string } } };
  synthesizeTouchEvent(type: string, touches: readonly object[], modifiers: number, options: object): void;
  synthesizeMouseEvent(type: string, x: number, y: number, mouse: object, options: object): void;
}

function showsPage(told: string): boolean {
  const { gBrowser } = window as unknown as BrowserWindow;
  return gBrowser.selectedBrowser.currentURI.spec === JSON.parse(told);
}

function touchPage(told: string): void {
  const browser = window as unknown as BrowserWindow;
  const { type, touches } = JSON.parse(told) as { type: string; touches: (Place & { id: number })[] };
  const { x: left, y: top } = browser.gBrowser.selectedBrowser.getBoundingClientRect();
  const finger = { radiiX: 5, radiiY: 5, rotationAngle: 0, pressure: 0.5, tiltX: 0, tiltY: 0, twist: 0 };
  browser.synthesizeTouchEvent(
    type,
    touches.map(({ id, x, y }) => ({ ...finger, identifier: id, offsetX: left + x, offsetY: top + y })),
    0,
    { isAsyncEnabled: true, isDOMEventSynthesized: false },
  );
}

function mousePage(told: string): void {
  const browser = window as unknown as BrowserWindow;
  const { type, x, y, state } = JSON.parse(told) as Place & { type: string; state: object };
  const { x: left, y: top } = browser.gBrowser.selectedBrowser.getBoundingClientRect();
  browser.synthesizeMouseEvent(
    type,
    left + x,
    top + y,
    { ...state, button: 0, clickCount: 1, modifiers: 0 },
    { isAsyncEnabled: true, isDOMEventSynthesized: false, isWidgetEventSynthesized: false },
  );
}
