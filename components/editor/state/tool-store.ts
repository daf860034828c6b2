import * as v from "valibot";
import { createStore, type StoreApi } from "zustand/vanilla";
import { LARGEST_ON_SCREEN, largestBrush } from "#lib/client/mask-engine/brush-size.ts";
import { readPreference, writePreference } from "#lib/client/preferences.ts";
import type { ImagePoint } from "#lib/client/view/points.ts";
import type { CombineMode } from "#lib/domain/mask-engine/operation.ts";
import type { Size } from "#lib/domain/raster.ts";
import { TOOLS } from "../tools/index.ts";
import type { ToolId } from "../tools/tool.ts";

/** What is set for the tools and remembered in this browser. */
const toolSettings = v.object({
  /** The share of the brush that marks fully, 0 to 1. */
  hardness: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** How strongly the brush marks at most, 0 to 1. */
  opacity: v.pipe(v.number(), v.minValue(0.01), v.maxValue(1)),
  /** What a pen's pressure makes less of. */
  pressure: v.picklist(["none", "size", "opacity"]),
  /** Where the brush keeps its size when the zoom changes. */
  sizeOn: v.picklist(["image", "screen"]),
  /** Of the magic wand, 0 to 100. */
  tolerance: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  contiguous: v.boolean(),
  /** What dragging with the object tool draws. */
  drag: v.picklist(["box", "outline"]),
});
export type ToolSettings = Readonly<v.InferOutput<typeof toolSettings>>;

export interface ToolState {
  readonly toolId: ToolId;
  /** Diameter of the brush: in pixels of the image or of the screen, as `settings.sizeOn` says. */
  readonly size: number;
  /** In the same pixels. */
  readonly largest: number;
  /** How shapes join what is marked, where no key says otherwise. */
  readonly mode: CombineMode;
  /** What stands of a polygon that is not closed yet, and how it will join what is marked. */
  readonly open: { readonly mode: CombineMode; readonly corners: readonly ImagePoint[] } | null;
  readonly settings: ToolSettings;
  readonly maskStrength: MaskStrength;
  /** The brush keeps its size where the picture allows it. */
  fit(picture: Size): void;
  choose(toolId: ToolId): void;
  setSize(size: number): void;
  setMode(mode: CombineMode): void;
  set(settings: Partial<ToolSettings>): void;
  /** The brush stays as large as it is at `scale` (CSS pixels per image pixel). */
  setSizeOn(sizeOn: ToolSettings["sizeOn"], scale: number): void;
  setMaskStrength(strength: MaskStrength): void;
  /** Hides the mask, or shows it as strongly as before. */
  toggleMask(): void;
}

export type ToolStore = StoreApi<ToolState>;

/** How strongly the mask covers the photo: 0 hides it. */
export const MASK_OPACITY = { hidden: 0, light: 0.4, medium: 0.6, strong: 0.85 } as const;
export type MaskStrength = keyof typeof MASK_OPACITY;

const STRENGTH = "mask-strength";
const strengths = v.picklist(["light", "medium", "strong"]);
const SETTINGS = "tools";
const FIRST_SETTINGS: ToolSettings = {
  ...{ hardness: 1, opacity: 1, pressure: "size", sizeOn: "image" },
  ...{ tolerance: 10, contiguous: true, drag: "box" },
};
/** Of the shorter side of what the size is measured on. */
const FIRST_SIZE = 1 / 16;
const FIRST_SIZE_ON_SCREEN = 48;

export function createToolStore(image: Size): ToolStore {
  return createStore<ToolState>()((set, get) => {
    let picture = image;
    const largestOn = (sizeOn: ToolSettings["sizeOn"]) =>
      sizeOn === "screen" ? LARGEST_ON_SCREEN : largestBrush(picture);
    const settings = readPreference(SETTINGS, toolSettings, FIRST_SETTINGS);
    const onImage = Math.max(2, Math.round(Math.min(image.width, image.height) * FIRST_SIZE));
    return {
      toolId: TOOLS[0].id,
      size: settings.sizeOn === "screen" ? FIRST_SIZE_ON_SCREEN : onImage,
      largest: largestOn(settings.sizeOn),
      mode: "add",
      open: null,
      settings,
      maskStrength: readPreference(STRENGTH, strengths, "medium"),
      fit: (next) => {
        picture = next;
        const largest = largestOn(get().settings.sizeOn);
        set({ largest, size: Math.min(largest, get().size) });
      },
      choose: (toolId) => set({ toolId }),
      setSize: (size) => set({ size: Math.min(get().largest, Math.max(1, size)) }),
      setMode: (mode) => set({ mode }),
      set: (changed) => {
        const next = { ...get().settings, ...changed };
        writePreference(SETTINGS, next);
        set({ settings: next });
      },
      setSizeOn: (sizeOn, scale) => {
        if (sizeOn === get().settings.sizeOn) return;
        const largest = largestOn(sizeOn);
        const size = sizeOn === "screen" ? get().size * scale : get().size / scale;
        get().set({ sizeOn });
        set({ largest, size: Math.min(largest, Math.max(1, Math.round(size))) });
      },
      setMaskStrength: (maskStrength) => {
        if (maskStrength !== "hidden") writePreference(STRENGTH, maskStrength);
        set({ maskStrength });
      },
      toggleMask: () => {
        const isHidden = get().maskStrength === "hidden";
        set({ maskStrength: isHidden ? readPreference(STRENGTH, strengths, "medium") : "hidden" });
      },
    };
  });
}

/** Radius of the brush in image pixels, as shown at `scale` (CSS pixels per image pixel). */
export function brushRadius({ size, settings }: Pick<ToolState, "size" | "settings">, scale: number): number {
  return (settings.sizeOn === "screen" ? size / scale : size) / 2;
}
