"use client";

import { useState } from "react";
import * as v from "valibot";
import { readPreference, writePreference } from "#lib/client/preferences.ts";
import { isPartlySeen } from "#lib/client/view/viewport.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { useBase } from "../state/use-ask.ts";

const PREFERENCE = "mini-map";

export interface MiniMapState {
  /** Part of the photo is off the stage. */
  readonly isOfUse: boolean;
  readonly isOpen: boolean;
  toggle(): void;
}

/** Whether the mini-map is there; folding it away is remembered in this browser. */
export function useMiniMap(): MiniMapState {
  const base = useBase();
  const [isOpen, setIsOpen] = useState(() => readPreference(PREFERENCE, v.boolean(), true));
  const isOfUse = useEditorState(
    (it) => it.view,
    // Before the stage has been laid out nothing is seen, and nothing is to be drawn small either.
    ({ viewport, stage }) => stage.width > 0 && isPartlySeen(viewport, base, stage),
  );
  return {
    isOfUse,
    isOpen,
    toggle: () => {
      writePreference(PREFERENCE, !isOpen);
      setIsOpen(!isOpen);
    },
  };
}
