import { placeInWords } from "#lib/client/mask-engine/describe-mask.ts";
import type { Editor } from "../state/editor.ts";
import { toolById } from "../tools/index.ts";
import type { KeyboardCursor, Speed } from "./keyboard-cursor.ts";

interface Steering {
  readonly cursor: KeyboardCursor;
  readonly editor: Editor;
  readonly cancelGesture: () => boolean;
  readonly onSpace: (held: boolean) => void;
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
 * Painting by keys while the stage has the focus: arrows steer, Enter or Space puts the tool down and lifts it, Escape
 * takes back. Space held while a pointer drags moves the photo instead.
 */
export function steeringKeys(element: HTMLElement, { cursor, editor, cancelGesture, onSpace, signal }: Steering): void {
  const { say } = editor.announcer.getState();
  let resting: ReturnType<typeof setTimeout> | undefined;
  let spaceWasUsed = false;

  const press = () => {
    clearTimeout(resting);
    const happened = cursor.press();
    const { label } = toolById(editor.tools.getState().toolId);
    if (happened === "down") say(`${label} down.`);
    else if (happened === null) say("Choose a tool that marks, such as the brush.");
  };
  const sayPosition = () => {
    const at = cursor.position;
    if (!at) return;
    const { base } = editor.base.getState();
    const share = { x: at.x / base.width, y: at.y / base.height };
    say(`${Math.round(share.x * 100)} % across, ${Math.round(share.y * 100)} % down, ${placeInWords(share)}.`);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      cursor.steer(...direction, speedOf(event));
      clearTimeout(resting);
      resting = setTimeout(sayPosition, REST_MILLIS);
    } else if (event.key === "Enter") press();
    else if (event.key === " ") {
      if (!event.repeat) {
        spaceWasUsed = false;
        onSpace(true);
      }
    } else if (event.key === "Escape") {
      if (!cancelGesture()) return;
      say("Taken back.");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const keyUp = (event: KeyboardEvent) => {
    if (event.key !== " ") return;
    onSpace(false);
    if (cursor.position && !spaceWasUsed) press();
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
