"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useEffect } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useKeyLabels } from "../use-key-labels.ts";

const KEY_HOLDER = "button key";
const pointerHolder = (event: PointerEvent) => `pointer ${event.pointerId}`;
const isPress = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";

/** Shows the version before for as long as it is held, by mouse, finger, pen, or Space and Enter. */
export function PeekButton() {
  const t = useTranslations("viewing");
  const keyOf = useKeyLabels();
  const { peek } = useEditor();
  const isPeeking = useEditorState(
    (it) => it.compare,
    (compare) => compare.isPeeking,
  );
  useEffect(() => () => peek.releaseAll(), [peek]);

  const hold = (event: PointerEvent) => {
    if (event.button !== 0) return;
    // The release is told here wherever the pointer is by then.
    event.currentTarget.setPointerCapture(event.pointerId);
    peek.hold(pointerHolder(event));
  };
  const release = (event: PointerEvent) => peek.release(pointerHolder(event));
  return (
    <IconButton
      label={t("peek")}
      shortcut={keyOf("peek")}
      size="small"
      tooltipSide="top"
      pressed={isPeeking}
      className="touch-none select-none"
      onPointerDown={hold}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      // A long press would open it.
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isPress(event)) return;
        event.preventDefault();
        peek.hold(KEY_HOLDER);
      }}
      onKeyUp={(event) => {
        if (isPress(event)) peek.release(KEY_HOLDER);
      }}
      onBlur={() => peek.release(KEY_HOLDER)}
    >
      <Eye aria-hidden="true" />
    </IconButton>
  );
}
