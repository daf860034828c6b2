"use client";

import { Eye, EyeOff, GripVertical, Lock, LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { EditorLayer } from "#lib/client/layers/layer-meta.ts";
import { useEditor } from "../state/editor-context.tsx";
import { changeMeta, moveLayer } from "../state/layer-commands.ts";
import { LayerMenu } from "./layer-menu.tsx";
import { LayerRename } from "./layer-rename.tsx";
import { LayerSwatch } from "./layer-swatch.tsx";
import { useDeleteLayer } from "./use-delete-layer.ts";
import { useLayerName } from "./use-layers.ts";

interface LayerRowProps {
  readonly layer: EditorLayer;
  /** From the top, beginning with 1. */
  readonly place: number;
  readonly count: number;
  readonly isActive: boolean;
  readonly isDropAbove: boolean;
  readonly isDropBelow: boolean;
  readonly onGrip: (event: PointerEvent<HTMLElement>) => void;
}

/** One layer: Alt with the arrow keys moves it, F2 or a double click renames it, Delete deletes it. */
export function LayerRow(props: LayerRowProps) {
  const { layer, place, count, isActive, isDropAbove, isDropBelow, onGrip } = props;
  const { id, meta } = layer;
  const t = useTranslations("layers");
  const editor = useEditor();
  const name = useLayerName()(meta);
  const remove = useDeleteLayer();
  const [isRenaming, setIsRenaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasMoved = useRef(false);

  // A row that changes places loses the focus on its way.
  useLayoutEffect(() => {
    if (!wasMoved.current) return;
    wasMoved.current = false;
    button.current?.focus();
    editor.announcer.getState().say(t("moved", { name, place, count }));
  }, [place, count, name, editor, t]);

  const move = (by: 1 | -1) => {
    wasMoved.current = by === 1 ? place > 1 : place < count;
    moveLayer(editor, id, { by });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isArrow = event.key === "ArrowUp" || event.key === "ArrowDown";
    if (isArrow && event.altKey) move(event.key === "ArrowUp" ? 1 : -1);
    else if (event.key === "F2") setIsRenaming(true);
    else if (event.key === "Delete" && count > 1) remove(layer);
    else return;
    event.preventDefault();
  };

  return (
    <li
      className={classNames(
        "relative flex h-control items-center rounded-medium pe-0.5",
        isActive ? "bg-accent-soft" : "hover:bg-control",
        isDropAbove && "before:absolute before:inset-x-0 before:-top-0.5 before:h-0.5 before:bg-accent-text",
        isDropBelow && "after:absolute after:inset-x-0 after:-bottom-0.5 after:h-0.5 after:bg-accent-text",
      )}
    >
      <span
        aria-hidden="true"
        onPointerDown={onGrip}
        className={classNames(
          "flex h-full w-5 shrink-0 touch-none items-center justify-center text-ink-muted",
          count > 1 ? "cursor-grab active:cursor-grabbing" : "invisible",
        )}
      >
        <GripVertical className="size-4" />
      </span>
      <LayerSwatch layer={layer} name={name} />
      {isRenaming ? (
        <LayerRename
          label={t("rename", { name })}
          name={name}
          onDone={(next) => {
            setIsRenaming(false);
            if (next) changeMeta(editor, id, { name: next });
          }}
        />
      ) : (
        <button
          ref={button}
          type="button"
          dir="auto"
          aria-label={t(isActive ? "active" : "activate", { name })}
          aria-current={isActive ? "true" : undefined}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown F2 Delete"
          title={name}
          onClick={() => editor.mask.activateLayer(id)}
          onDoubleClick={() => setIsRenaming(true)}
          onKeyDown={onKeyDown}
          className={classNames(
            "h-full min-w-0 flex-1 truncate rounded-small px-1.5 text-start text-base",
            isActive ? "font-medium text-accent-text" : meta.isVisible ? "text-ink" : "text-ink-muted",
          )}
        >
          {name}
        </button>
      )}
      <IconButton
        label={t(meta.isVisible ? "hide" : "show", { name })}
        size="small"
        onClick={() => changeMeta(editor, id, { isVisible: !meta.isVisible })}
        className={meta.isVisible ? "text-ink-muted" : ""}
      >
        {meta.isVisible ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
      </IconButton>
      <IconButton
        label={t(meta.isLocked ? "unlock" : "lock", { name })}
        size="small"
        onClick={() => changeMeta(editor, id, { isLocked: !meta.isLocked })}
        className={meta.isLocked ? "" : "text-ink-muted"}
      >
        {meta.isLocked ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
      </IconButton>
      <LayerMenu
        layer={layer}
        name={name}
        place={place}
        count={count}
        onMove={move}
        onRename={() => setIsRenaming(true)}
      />
    </li>
  );
}
