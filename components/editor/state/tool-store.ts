import { z } from "zod";
import { createStore, type StoreApi } from "zustand/vanilla";
import { largestBrush } from "#lib/client/mask-engine/brush-size.ts";
import { readPreference, writePreference } from "#lib/client/preferences.ts";
import type { PaintMode } from "#lib/domain/mask-engine/operation.ts";
import type { Size } from "#lib/domain/raster.ts";
import { TOOLS } from "../tools/index.ts";

export interface ToolState {
  readonly toolId: string;
  /** Diameter of the brush in image pixels. */
  readonly size: number;
  readonly largest: number;
  /** What lasso and rectangle do. */
  readonly mode: PaintMode;
  readonly maskStrength: MaskStrength;
  /** The brush keeps its size where the picture allows it. */
  fit(picture: Size): void;
  choose(toolId: string): void;
  setSize(size: number): void;
  setMode(mode: PaintMode): void;
  setMaskStrength(strength: MaskStrength): void;
  /** Hides the mask, or shows it as strongly as before. */
  toggleMask(): void;
}

export type ToolStore = StoreApi<ToolState>;

/** How strongly the mask covers the photo: 0 hides it. */
export const MASK_OPACITY = { hidden: 0, light: 0.4, medium: 0.6, strong: 0.85 } as const;
export type MaskStrength = keyof typeof MASK_OPACITY;

const STRENGTH = "mask-strength";
const strengths = z.enum(["light", "medium", "strong"]);

export function createToolStore(image: Size): ToolStore {
  return createStore<ToolState>()((set, get) => ({
    toolId: TOOLS[0].id,
    size: Math.max(2, Math.round(Math.min(image.width, image.height) / 16)),
    largest: largestBrush(image),
    mode: "add",
    maskStrength: readPreference(STRENGTH, strengths, "medium"),
    fit: (picture) => {
      const largest = largestBrush(picture);
      set({ largest, size: Math.min(largest, get().size) });
    },
    choose: (toolId) => set({ toolId }),
    setSize: (size) => set({ size: Math.min(get().largest, Math.max(1, size)) }),
    setMode: (mode) => set({ mode }),
    setMaskStrength: (maskStrength) => {
      if (maskStrength !== "hidden") writePreference(STRENGTH, maskStrength);
      set({ maskStrength });
    },
    toggleMask: () => {
      const isHidden = get().maskStrength === "hidden";
      set({ maskStrength: isHidden ? readPreference(STRENGTH, strengths, "medium") : "hidden" });
    },
  }));
}
