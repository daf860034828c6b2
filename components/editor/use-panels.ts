"use client";

import { useState } from "react";
import * as v from "valibot";
import { readPreference, writePreference } from "#lib/client/preferences.ts";

type PanelName = "inspector" | "history";
const panelPreference = v.object({ inspector: v.boolean(), history: v.boolean() });

export interface Panels extends Readonly<Record<PanelName, boolean>> {
  toggle(panel: PanelName): void;
}

/** Which panels are unfolded; remembered in this browser. */
export function usePanels(): Panels {
  const [open, setOpen] = useState(() => readPreference("panels", panelPreference, { inspector: true, history: true }));
  return {
    ...open,
    toggle: (panel) => {
      const next = { ...open, [panel]: !open[panel] };
      writePreference("panels", next);
      setOpen(next);
    },
  };
}
