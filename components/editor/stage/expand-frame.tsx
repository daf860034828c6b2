"use client";

import { isExtended } from "#lib/client/edits/expand.ts";
import { toScreen } from "#lib/client/view/viewport.ts";
import { canvasOf } from "#lib/domain/outpaint.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { useBase } from "../state/use-ask.ts";

/** How far the photo will reach once it is extended. */
export function ExpandFrame() {
  const base = useBase();
  const viewport = useEditorState(
    (it) => it.view,
    (view) => view.viewport,
  );
  const { operation, expand } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  if (operation !== "outpaint" || !isExtended(expand)) return null;
  const { width, height } = canvasOf(base, expand);
  const { x, y } = toScreen(viewport, { x: -expand.left, y: -expand.top });
  const style = {
    transform: `translate(${x}px, ${y}px)`,
    width: width * viewport.scale,
    height: height * viewport.scale,
  };
  return (
    <div
      aria-hidden="true"
      style={style}
      className="absolute top-0 left-0 outline-2 outline-photo-ink outline-dashed ring-4 ring-scrim"
    />
  );
}
