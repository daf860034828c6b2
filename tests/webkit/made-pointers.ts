import type { Page, Place } from "./page.ts";

interface MadePointer {
  readonly pointerId: number;
  readonly pointerType: "mouse" | "touch" | "pen";
  readonly isPrimary: boolean;
  readonly pressure: number;
}

interface MadeEvent {
  readonly type: "pointerdown" | "pointermove" | "pointerup" | "pointercancel";
  readonly isPressed: boolean;
}

/** The one that the driver moves. */
const MOUSE = 1;
const PEN = 50;
const FIRST_FINGER = 100;

/**
 * Pointers that the driver of WebKitGTK 2.50 cannot be: for a finger it moves a mouse, its pen presses alike always, and
 * its mouse does not leave the window. The page is told of them by events made in it. What the browser would do, keeping
 * a pointer with what it went down on, is done here; that `touch-action` holds, no made event can show.
 */
export class MadePointers {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** A finger, counted from 0. */
  finger(number: number) {
    const pointerId = FIRST_FINGER + number;
    return this.#hand({ pointerId, pointerType: "touch", isPrimary: number === 0, pressure: 0.5 });
  }

  pen(pressure: number) {
    return this.#hand({ pointerId: PEN, pointerType: "pen", isPrimary: true, pressure });
  }

  /** The mouse that the driver has pressed, where the driver cannot move it. */
  mouse() {
    return this.#hand({ pointerId: MOUSE, pointerType: "mouse", isPrimary: true, pressure: 0.5 });
  }

  #hand(pointer: MadePointer) {
    const tell = (type: MadeEvent["type"], isPressed: boolean) => (at: Place) =>
      this.#page.evaluate(tellPage, { type, isPressed }, pointer, at);
    const [down, move, up] = [tell("pointerdown", true), tell("pointermove", true), tell("pointerup", false)];
    return {
      ...{ down, move, up, hover: tell("pointermove", false), cancel: tell("pointercancel", false) },
      stroke: async (...way: readonly [Place, ...Place[]]) => {
        await down(way[0]);
        for (const place of way) await move(place);
        await up(way.at(-1) ?? way[0]);
      },
    };
  }
}

/** Runs in the page. */
function tellPage({ type, isPressed }: MadeEvent, pointer: MadePointer, at: Place): void {
  const page = globalThis as unknown as { keepers?: Map<number, Element> };
  if (!page.keepers) {
    const keepers = new Map<number, Element>();
    page.keepers = keepers;
    const { setPointerCapture } = Element.prototype;
    Element.prototype.setPointerCapture = function (id) {
      if (id === 1) setPointerCapture.call(this, id);
      // The browser throws at a pointer that it does not know.
      else keepers.set(id, this);
    };
  }
  const { pointerId } = pointer;
  const stage = document.querySelector("[role=application]");
  const keeper = pointerId === 1 ? stage : page.keepers.get(pointerId);
  const target = keeper ?? document.elementFromPoint(at.x, at.y);
  const make = (name: string) =>
    new PointerEvent(name, {
      ...{
        ...pointer,
        pressure: isPressed ? pointer.pressure : 0,
        clientX: at.x,
        clientY: at.y,
        width: 10,
        height: 10,
      },
      ...{ bubbles: true, cancelable: name !== "pointercancel", composed: true },
      ...{ button: name === "pointermove" ? -1 : 0, buttons: isPressed ? 1 : 0 },
    });
  target?.dispatchEvent(make(type));
  const hasLeft = type === "pointerup" || type === "pointercancel";
  if (hasLeft && page.keepers.delete(pointerId)) target?.dispatchEvent(make("lostpointercapture"));
}
