import { paneAt } from "#lib/client/view/panes.ts";
import type { ScreenPoint } from "#lib/client/view/points.ts";
import { toImage } from "#lib/client/view/viewport.ts";
import { wheelIntent } from "#lib/client/view/wheel.ts";
import { isOnlyLooking } from "../state/compare-store.ts";
import type { Editor } from "../state/editor.ts";
import { brushRadius } from "../state/tool-store.ts";
import { toolById } from "../tools/index.ts";
import { keepPageStill } from "./keep-page-still.ts";
import { KeyboardCursor } from "./keyboard-cursor.ts";
import type { OverlayFacts } from "./overlay-painter.ts";
import { PointerController } from "./pointer-controller.ts";
import { type PointerInput, pointerInput } from "./pointer-input.ts";
import { type SteeringWords, steeringKeys } from "./steering-keys.ts";
import { ToolUse } from "./tool-use.ts";

/** Points closer together than this on the screen tell nothing new; wide brushes need fewer. In CSS pixels. */
const FINEST_STEP = 0.75;
const WIDEST_STEP = 12;
const STEPS_PER_RADIUS = 32;
/** Presses this close together are one place, in CSS pixels. A key's place is exact. */
const REACH = { mouse: 6, pen: 8, touch: 18 } as const;
const WHOLE: ScreenPoint = { x: 0, y: 0 };

/** Binds mouse, pen, fingers, wheel and keys on the stage to the editor. `dispose` unbinds them. */
export class StageInput {
  readonly #element: HTMLElement;
  readonly #editor: Editor;
  readonly #tool: ToolUse;
  readonly #pointers: PointerController;
  readonly #keyboard: KeyboardCursor;
  readonly #onChange: () => void;
  readonly #stop = new AbortController();
  #hover: ScreenPoint | null = null;
  #isSpaceHeld = false;
  /** Where the pane lies that the pointers went down in: side by side, what happens in one happens in both. */
  #pane = WHOLE;

  constructor(element: HTMLElement, editor: Editor, words: SteeringWords, onChange: () => void) {
    this.#element = element;
    this.#editor = editor;
    this.#onChange = onChange;
    this.#tool = new ToolUse(editor);
    const { view, tools } = editor;
    const shared = {
      viewport: () => view.getState().viewport,
      stage: () => view.getState().stage,
      panBy: (dx: number, dy: number) => view.getState().panBy(dx, dy),
      onChange: () => this.#changed(),
    };
    this.#keyboard = new KeyboardCursor({
      ...shared,
      picture: () => editor.base.getState().base,
      beginGesture: (at, held) => this.#tool.begin(at, held, 0),
      isTap: () => toolById(tools.getState().toolId).byKey === "tap",
      hover: (at) => this.#tool.shape?.hover(at),
    });
    this.#pointers = new PointerController({
      ...shared,
      beginGesture: (at, held, type) => this.#tool.begin(at, held, REACH[type]),
      pinchTo: (start, from, to) => view.getState().pinchTo(start, from, to),
      isMovingByKey: () => this.#isSpaceHeld,
      stepPixels: () => this.#stepPixels(),
    });
    this.#bindPointers();
    steeringKeys(element, {
      ...{ cursor: this.#keyboard, tool: this.#tool, editor, words },
      cancelGesture: () => this.#keyboard.cancelGesture() || this.#pointers.cancelGesture(),
      onSpace: (held) => {
        this.#isSpaceHeld = held;
        this.#changed();
      },
      onChange: () => this.#changed(),
      signal: this.#stop.signal,
    });
    for (const store of [editor.compare, editor.finding.store]) {
      this.#stop.signal.addEventListener(
        "abort",
        store.subscribe(() => this.#changed()),
      );
    }
    this.#changed();
  }

  facts(): OverlayFacts {
    const gesture = this.#keyboard.gesture ?? this.#pointers.gesture;
    return {
      hover: this.#pointers.isPanning || this.#isSpaceHeld || isOnlyLooking(this.#editor) ? null : this.#hover,
      steered: this.#keyboard.position,
      isSteeredDown: this.#keyboard.gesture !== null,
      outline: (gesture ?? this.#tool.shape)?.outline ?? null,
      firstCorner: this.#tool.shape?.outline[0] ?? null,
    };
  }

  dispose(): void {
    this.#stop.abort();
    this.#pointers.cancelGesture();
    this.#keyboard.cancelGesture();
    this.#tool.dispose();
  }

  #bindPointers(): void {
    const element = this.#element;
    const { signal } = this.#stop;
    element.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    element.addEventListener("pointermove", (event) => this.#move(event), { signal });
    element.addEventListener("pointerup", (event) => this.#pointers.up(this.#input(event)), { signal });
    element.addEventListener("pointercancel", (event) => this.#pointers.cancel(event.pointerId), { signal });
    // Also where the release itself is never told, as when the window is left while a dialog of the system opens.
    element.addEventListener("lostpointercapture", (event) => this.#pointers.lost(event.pointerId), { signal });
    element.addEventListener("pointerleave", () => this.#hoverAt(null), { signal });
    keepPageStill(element, signal);
    element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    element.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
  }

  #down(event: PointerEvent): void {
    // Otherwise the middle button starts scrolling.
    if (event.button === 1) event.preventDefault();
    this.#element.setPointerCapture(event.pointerId);
    if (event.isPrimary) this.#pane = this.#paneUnder(event);
    this.#keyboard.hide();
    if (event.pointerType !== "touch") this.#hover = this.#point(event);
    this.#pointers.down(this.#input(event));
  }

  #move(event: PointerEvent): void {
    this.#hoverAt(event.pointerType === "touch" ? null : this.#point(event));
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length > 0 ? coalesced : [event];
    const predicted = event.getPredictedEvents?.() ?? [];
    const inputs = (some: readonly PointerEvent[]) => some.map((one) => this.#input(one));
    this.#pointers.move(inputs(events), inputs(predicted));
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const intent = wheelIntent(event);
    const { zoomBy, panBy } = this.#editor.view.getState();
    if (intent.kind === "zoom") zoomBy(intent.factor, this.#point(event, this.#paneUnder(event)));
    else panBy(intent.dx, intent.dy);
  }

  #stepPixels(): number {
    const { scale } = this.#editor.view.getState().viewport;
    const radius = brushRadius(this.#editor.tools.getState(), scale) * scale;
    return Math.min(WIDEST_STEP, Math.max(FINEST_STEP, radius / STEPS_PER_RADIUS));
  }

  #hoverAt(point: ScreenPoint | null): void {
    if (point === null && this.#hover === null) return;
    this.#hover = point;
    if (point && !this.#pointers.gesture) {
      this.#tool.shape?.hover(toImage(this.#editor.view.getState().viewport, point));
    }
    this.#changed();
  }

  #changed(): void {
    this.#element.style.cursor = this.#cursor();
    this.#onChange();
  }

  #cursor(): string {
    if (this.#pointers.isPanning) return "grabbing";
    const { cursor } = toolById(this.#editor.tools.getState().toolId);
    if (this.#isSpaceHeld || isOnlyLooking(this.#editor)) return "grab";
    if (this.#editor.finding.store.getState().work) return "progress";
    return cursor === "ring" ? "none" : cursor;
  }

  #point(event: MouseEvent, pane = this.#pane): ScreenPoint {
    const box = this.#element.getBoundingClientRect();
    return { x: event.clientX - box.left - pane.x, y: event.clientY - box.top - pane.y };
  }

  #paneUnder(event: MouseEvent): ScreenPoint {
    const { surface, isSplit } = this.#editor.view.getState();
    return isSplit ? paneAt(surface, this.#point(event, WHOLE)) : WHOLE;
  }

  #input(event: PointerEvent): PointerInput {
    return pointerInput(event, this.#point(event));
  }
}
