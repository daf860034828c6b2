"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "#components/ui/class-names.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import { versionPath } from "#lib/client/edits/history.ts";
import { stageInWords } from "#lib/client/edits/stage-words.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import { isFinal } from "#lib/client/events.ts";
import { toScreen } from "#lib/client/view/viewport.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import { canvasOf, type Edges } from "#lib/domain/outpaint.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import { cancel } from "../state/commands.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useBase } from "../state/use-ask.ts";

/** Marks the region of each edit under way, so that one sees where the work is while painting goes on. */
export function RunningRegions() {
  const { image } = useEditor();
  const base = useBase();
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const own = useEditorState(
    (it) => it.edits,
    (state) => state.own,
  );
  // Only those whose pixels are the stage's: on a version of another size they would lie elsewhere.
  const running = [...edits.values()].filter(
    (edit) => !isFinal(edit) && layOut(image, versionPath(edits, edit.parentEditId)).base.editId === base.editId,
  );
  return running.map((edit) => {
    const window = OPERATIONS[edit.operation].result === "replace" ? wholeOf(base) : edit.window;
    const asked = own.get(edit.id);
    const region = edit.expand ? extendedBy(base, edit.expand) : (asked?.region ?? window);
    return region && <RunningRegion key={edit.id} edit={edit} region={region} />;
  });
}

const extendedBy = (picture: Size, expand: Edges): Rect => ({
  x: -expand.left,
  y: -expand.top,
  ...canvasOf(picture, expand),
});

function RunningRegion({ edit, region }: { readonly edit: Edit; readonly region: Rect }) {
  const viewport = useEditorState(
    (it) => it.view,
    (view) => view.viewport,
  );
  const stageWidth = useEditorState(
    (it) => it.view,
    (view) => view.stage.width,
  );
  const { x, y } = toScreen(viewport, region);
  const style = {
    transform: `translate(${x}px, ${y}px)`,
    width: region.width * viewport.scale,
    height: region.height * viewport.scale,
  };
  return (
    <div
      aria-hidden="true"
      style={style}
      className="pointer-events-none absolute top-0 left-0 rounded-small outline-2 outline-photo-ink outline-dashed ring-4 ring-scrim"
    >
      <RegionLabel edit={edit} isInside={y < LABEL_ROOM} left={labelLeft(x, stageWidth)} />
    </div>
  );
}

/** Above the region where there is room, else within it. In CSS pixels. */
const LABEL_ROOM = 48;
const LABEL_WIDTH = 280;
const LABEL_MARGIN = 8;

/** Where the label begins, from the region's left edge at `x`: there, or as far off as it takes to lie on the stage. */
function labelLeft(x: number, stageWidth: number): number {
  return Math.max(LABEL_MARGIN, Math.min(x, stageWidth - LABEL_WIDTH - LABEL_MARGIN)) - x;
}

interface RegionLabelProps {
  readonly edit: Edit;
  readonly isInside: boolean;
  readonly left: number;
}

function RegionLabel({ edit, isInside, left }: RegionLabelProps) {
  const editor = useEditor();
  const t = useTranslations();
  const isStopping = useEditorState(
    (it) => it.edits,
    (state) => state.stopping.has(edit.id),
  );
  const stage = isStopping ? t("request.running.stopping") : stageInWords(t, edit);
  const percent = Math.round(edit.progress * 100);
  return (
    <span
      style={{ left, maxWidth: LABEL_WIDTH }}
      className={classNames(
        isInside ? "top-2" : "bottom-full mb-2",
        "absolute flex items-center gap-2 whitespace-nowrap rounded-full bg-scrim py-1 ps-2.5 pe-1 text-photo-ink text-xs tabular-nums",
      )}
    >
      <Spinner className="size-3 shrink-0" />
      <span className="truncate">
        {edit.status === "running" && !isStopping ? t("edits.stageAndProgress", { stage, percent }) : stage}
      </span>
      <span className="opacity-80">{t("common.tokens", { count: edit.tokens.quoted })}</span>
      {/* A short way for a hand that is here already; keys and screen readers have the one in the list of edits. */}
      <button
        type="button"
        tabIndex={-1}
        disabled={isStopping}
        onClick={() => void cancel(editor, edit.id)}
        className="pointer-events-auto relative -my-1 grid size-6 cursor-pointer place-items-center rounded-full after:absolute after:-inset-2.5 hover:bg-photo-ink/20 disabled:opacity-50"
      >
        <X className="size-3.5" />
      </button>
    </span>
  );
}
