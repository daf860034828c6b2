"use client";

import { Eye, EyeOff, GripVertical, Lock, LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PointerEvent } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { EditorLayer } from "#lib/client/layers/layer-meta.ts";
import { LayerRename } from "../later/parts.ts";
import { useEditor } from "../state/editor-context.tsx";
import { changeMeta } from "../state/layer-commands.ts";
import { LayerMenu } from "./layer-menu.tsx";
import { LayerSwatch } from "./layer-swatch.tsx";
import { LAYER_KEYS, useLayerKeys } from "./use-layer-keys.ts";
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

/** One layer of the list; its name takes keys, and a double click renames it. */
export function LayerRow(props: LayerRowProps) {
  const { layer, place, count, isActive, isDropAbove, isDropBelow, onGrip } = props;
  const { id, meta } = layer;
  const t = useTranslations("layers");
  const editor = useEditor();
  const name = useLayerName()(meta);
  const { button, isRenaming, move, startRenaming, endRenaming, onKeyDown } = useLayerKeys(layer, place, count);

  return (
    <li
      data-chosen={isActive || undefined}
      className={classNames(
        "relative flex h-control items-center rounded-medium pe-0.5 has-[>[data-grip]:active]:opacity-60",
        isActive ? "bg-accent-soft" : "hover:bg-control",
        isDropAbove && "before:absolute before:inset-x-0 before:-top-0.5 before:h-0.5 before:bg-accent-text",
        isDropBelow && "after:absolute after:inset-x-0 after:-bottom-0.5 after:h-0.5 after:bg-accent-text",
      )}
    >
      <span
        aria-hidden="true"
        data-grip
        onPointerDown={onGrip}
        className={classNames(
          "relative flex h-full w-5 shrink-0 touch-none items-center justify-center text-ink-muted",
          "before:absolute before:inset-y-0 before:-start-2.5 before:end-0 pointer-coarse:w-8.5",
          count > 1 ? "cursor-grab active:cursor-grabbing" : "hidden",
        )}
      >
        <GripVertical className="size-4" />
      </span>
      <LayerSwatch layer={layer} name={name} />
      {isRenaming ? (
        <span className="flex min-w-0 flex-1">
          <LayerRename label={t("rename", { name })} name={name} onDone={endRenaming} />
        </span>
      ) : (
        <button
          ref={button}
          type="button"
          dir="auto"
          aria-label={t(isActive ? "active" : "activate", { name })}
          aria-current={isActive ? "true" : undefined}
          aria-keyshortcuts={LAYER_KEYS}
          title={name}
          onClick={() => editor.mask.activateLayer(id)}
          onDoubleClick={startRenaming}
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
      <LayerMenu layer={layer} name={name} place={place} count={count} onMove={move} onRename={startRenaming} />
    </li>
  );
}
