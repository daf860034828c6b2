"use client";

import { Map as MapIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { CompareSwitch, PeekButton } from "../later/parts.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { ZoomControls } from "../zoom-controls.tsx";
import { Divider, FloatingBar } from "./stage-bars.tsx";
import type { MiniMapState } from "./use-mini-map.ts";

interface ViewingBarProps {
  readonly isWide: boolean;
  readonly map: MiniMapState;
}

/** How the photo is looked at: how large, which part of it, and, once there is a result, against the version before. */
export function ViewingBar({ isWide, map }: ViewingBarProps) {
  const t = useTranslations("viewing");
  const hasBefore = useEditorState(
    (it) => it.edits,
    (state) => state.selected !== null,
  );
  // Fingers pinch.
  if (!isWide && !hasBefore && !map.isOfUse) return null;
  return (
    <FloatingBar>
      {isWide && <ZoomControls />}
      {isWide && hasBefore && <Divider />}
      {hasBefore && (
        <>
          <PeekButton />
          <CompareSwitch />
        </>
      )}
      {map.isOfUse && (
        <IconButton
          label={t("miniMap.toggle")}
          size="small"
          tooltipSide="top"
          pressed={map.isOpen}
          onClick={map.toggle}
        >
          <MapIcon aria-hidden="true" />
        </IconButton>
      )}
    </FloatingBar>
  );
}
