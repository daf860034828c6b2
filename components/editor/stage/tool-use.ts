import type { ImagePoint } from "#lib/client/view/points.ts";
import type { CombineMode, StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import { isOnlyLooking } from "../state/compare-store.ts";
import type { Editor } from "../state/editor.ts";
import { mayPaint } from "../state/may-paint.ts";
import { brushRadius } from "../state/tool-store.ts";
import { type Gesture, type HeldKeys, NOTHING_HELD, type OpenShape } from "../tools/gesture.ts";
import { toolById } from "../tools/index.ts";
import type { ToolContext } from "../tools/tool.ts";

/** Uses the chosen tool as it is set, and remembers what reaches from one press to the next. `dispose` ends it. */
export class ToolUse {
  readonly #editor: Editor;
  readonly #stops: (() => void)[];
  #shape: OpenShape | null = null;
  #lastEnd: { readonly document: string; readonly at: ImagePoint } | null = null;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.#stops = [
      editor.tools.subscribe((tools, before) => {
        if (tools.toolId !== before.toolId) this.cancelShape();
      }),
      // Its corners lie on another picture.
      editor.base.subscribe(() => this.cancelShape()),
    ];
    const { toolId, open } = editor.tools.getState();
    if (open) toolById(toolId).goOn?.(open.corners, this.#context(NOTHING_HELD, 0, open.mode));
  }

  /** The shape that the next press goes on with. */
  get shape(): OpenShape | null {
    return this.#shape?.isOpen ? this.#shape : null;
  }

  /** Null where nothing can be marked, or the tool moves the picture. `reach` is in CSS pixels. */
  begin(at: StrokePoint, held: HeldKeys, reach: number): Gesture | null {
    const { maskState, tools, view } = this.#editor;
    if (maskState.getState().hasFailed || isOnlyLooking(this.#editor)) return null;
    const reachOnImage = reach / view.getState().viewport.scale;
    if (this.shape) return this.shape.press(at, reachOnImage);
    const { begin } = toolById(tools.getState().toolId);
    return begin && mayPaint(this.#editor) ? begin(at, this.#context(held, reachOnImage)) : null;
  }

  /** False when there is none. */
  cancelShape(): boolean {
    const { shape } = this;
    shape?.cancel();
    return shape !== null;
  }

  /** What stands of a shape is gone on with by whoever comes next. */
  dispose(): void {
    for (const stop of this.#stops) stop();
  }

  #context(held: HeldKeys, reach: number, shapeMode?: CombineMode): ToolContext {
    const { mask, tools, view, finding, photoState } = this.#editor;
    const state = tools.getState();
    const mode = shapeMode ?? modeByKeys(held) ?? state.mode;
    const { hardness, opacity, pressure, drag } = state.settings;
    const radius = brushRadius(state, view.getState().viewport.scale);
    const { document } = mask;
    return {
      ...{ mask, find: finding, held, drag, reach, mode },
      brush: { radius, hardness, opacity, ...(pressure === "none" ? {} : { pressure }) },
      lastEnd: this.#lastEnd?.document === document ? this.#lastEnd.at : null,
      strokeEnded: (at) => {
        this.#lastEnd = { document, at };
      },
      keepOpen: (shape) => {
        this.#shape = shape;
      },
      keepCorners: (corners) => tools.setState({ open: corners.length > 0 ? { mode, corners } : null }),
      keepShape: (drawn) => photoState.setState({ drawn }),
    };
  }
}

function modeByKeys({ shift, alt }: HeldKeys): CombineMode | null {
  if (shift) return alt ? "intersect" : "add";
  return alt ? "subtract" : null;
}
