"use client";

import { useTranslations } from "next-intl";
import { isExtended } from "#lib/client/edits/expand.ts";
import { isFinal } from "#lib/client/events.ts";
import { toScreen } from "#lib/client/view/viewport.ts";
import { canvasOf } from "#lib/domain/outpaint.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { useBase } from "../state/use-ask.ts";
import { useExpand } from "../state/use-expand.ts";
import { ExpandHandles } from "./expand-handles.tsx";

/** How far the photo will reach once it is extended: a frame to be dragged. */
export function ExpandFrame() {
  const t = useTranslations("common");
  const base = useBase();
  const viewport = useEditorState(
    (it) => it.view,
    (view) => view.viewport,
  );
  // What is being painted has a frame of its own.
  const isRunning = useEditorState(
    (it) => it.edits,
    ({ edits, selected }) =>
      [...edits.values()].some(
        (edit) => edit.operation === "outpaint" && edit.parentEditId === selected && !isFinal(edit),
      ),
  );
  const { isAsked, edges } = useExpand();
  if (!isAsked || isRunning) return null;
  const canvas = canvasOf(base, edges);
  const { x, y } = toScreen(viewport, { x: -edges.left, y: -edges.top });
  const style = {
    transform: `translate(${x}px, ${y}px)`,
    width: canvas.width * viewport.scale,
    height: canvas.height * viewport.scale,
  };
  const [left, right] = [edges.left / canvas.width, 1 - edges.right / canvas.width].map(percent);
  const [top, bottom] = [edges.top / canvas.height, 1 - edges.bottom / canvas.height].map(percent);
  // All of the frame but the photo, which is cut out of it.
  const around =
    `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ` +
    `${left} ${top}, ${right} ${top}, ${right} ${bottom}, ${left} ${bottom}, ${left} ${top})`;
  return (
    <div style={style} className="absolute top-0 left-0">
      <div aria-hidden="true" style={{ clipPath: around }} className="absolute inset-0 bg-photo-ink/20" />
      <div
        aria-hidden="true"
        className="absolute inset-0 outline-2 outline-photo-ink outline-dashed ring-4 ring-scrim"
      />
      {isExtended(edges) && (
        <span
          aria-hidden="true"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 whitespace-nowrap rounded-full bg-scrim px-2.5 py-1 text-photo-ink text-xs tabular-nums"
        >
          {t("size", { width: canvas.width, height: canvas.height })}
        </span>
      )}
      <ExpandHandles />
    </div>
  );
}

const percent = (share: number) => `${share * 100}%`;
