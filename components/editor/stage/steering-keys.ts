import type { useTranslations } from "next-intl";
import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Editor } from "../state/editor.ts";
import type { KeyboardCursor, Speed } from "./keyboard-cursor.ts";
import type { ToolUse } from "./tool-use.ts";

export type SteeringWords = ReturnType<typeof useTranslations<"tools">>;

interface Steering {
  readonly cursor: KeyboardCursor;
  readonly tool: ToolUse;
  readonly editor: Editor;
  readonly words: SteeringWords;
  readonly cancelGesture: () => boolean;
  readonly onSpace: (held: boolean) => void;
  readonly onChange: () => void;
  readonly signal: AbortSignal;
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Where the cursor is gets said when it has come to rest. */
const REST_MILLIS = 500;

/**
 * Painting by keys while the stage has the focus: arrows steer, Enter or Space uses the tool, Backspace takes a corner
 * back, Escape what was begun. Space held while a pointer drags moves the photo instead.
 */
export function steeringKeys(element: HTMLElement, steering: Steering): void {
  const { cursor, tool, editor, words, onSpace, signal } = steering;
  const { finding } = editor;
  const { say } = editor.announcer.getState();
  let resting: ReturnType<typeof setTimeout> | undefined;
  let spaceWasUsed = false;
  let pressedAt: ImagePoint | null = null;

  const sayPress = (happened: ReturnType<KeyboardCursor["press"]>, hadShape: boolean) => {
    const name = words(`names.${editor.tools.getState().toolId}`);
    if (happened === null) say(words("steering.chooseTool"));
    else if (happened === "down") say(words("steering.down", { tool: name }));
    else if (tool.shape) say(words("steering.corner", { number: tool.shape.outline.length }));
    else if (hadShape) say(words("steering.closed"));
    else if (happened === "tap") say(words("steering.used", { tool: name }));
  };
  const press = (event: KeyboardEvent) => {
    clearTimeout(resting);
    const isSteering = cursor.position !== null;
    const hadShape = tool.shape !== null;
    // Where a pointer made it, Enter does not add to it.
    if (!isSteering && tool.shape) tool.shape.close();
    else if ((!isSteering || cursor.position === pressedAt) && finding.keep()) return say(words("finding.kept"));
    else {
      const happened = cursor.press({ shift: event.shiftKey, alt: event.altKey });
      pressedAt = cursor.position;
      return sayPress(happened, hadShape);
    }
    steering.onChange();
    say(words("steering.closed"));
  };
  const takeBack = (): string | null => {
    if (finding.cancel()) return words("finding.cancelled");
    if (steering.cancelGesture() || tool.cancelShape()) return words("steering.taken");
    return finding.drop() ? words("finding.dropped") : null;
  };
  const sayPosition = () => {
    const at = cursor.position;
    if (!at) return;
    const { base } = editor.base.getState();
    say(words("steering.position", { across: at.x / base.width, down: at.y / base.height }));
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      cursor.steer(...direction, speedOf(event));
      clearTimeout(resting);
      resting = setTimeout(sayPosition, REST_MILLIS);
    } else if (event.key === "Enter") press(event);
    else if (event.key === " ") {
      if (!event.repeat) {
        spaceWasUsed = false;
        onSpace(true);
      }
    } else if (event.key === "Backspace" && tool.shape) {
      tool.shape.takeBack();
      say(words("steering.taken"));
    } else if (event.key === "Escape") {
      const happened = takeBack();
      if (happened === null) return;
      say(happened);
    } else return;
    steering.onChange();
    event.preventDefault();
    event.stopPropagation();
  };
  const keyUp = (event: KeyboardEvent) => {
    if (event.key !== " ") return;
    onSpace(false);
    if (cursor.position && !spaceWasUsed) press(event);
  };

  element.addEventListener("keydown", keyDown, { signal });
  element.addEventListener("keyup", keyUp, { signal });
  element.addEventListener(
    "pointerdown",
    () => {
      spaceWasUsed = true;
    },
    { signal },
  );
  element.addEventListener(
    "focus",
    () => {
      if (element.matches(":focus-visible")) cursor.show();
    },
    { signal },
  );
  element.addEventListener(
    "blur",
    () => {
      clearTimeout(resting);
      onSpace(false);
      cursor.hide();
    },
    { signal },
  );
}

function speedOf(event: KeyboardEvent): Speed {
  if (event.altKey) return "fine";
  return event.shiftKey ? "fast" : "normal";
}
