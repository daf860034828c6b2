import type { Point } from "#lib/domain/geometry.ts";
import type { LayerChange } from "#lib/domain/mask-engine/layer-change.ts";
import type { DocumentFacts } from "#lib/domain/mask-engine/mask-document.ts";
import type { Brush, CombineMode, MaskOperation, StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { TileRange } from "../view/tile-plan.ts";

/** Colour a mask is shown in, as sRGB bytes. */
export type MaskColour = readonly [red: number, green: number, blue: number];

/** How a layer is shown. */
export interface LayerLook {
  readonly colour: MaskColour;
  readonly isVisible: boolean;
}

/** What changes the mask. Numbered, so that the page knows what a reply already shows. */
export type MaskStep =
  | { readonly kind: "begin"; readonly brush: Brush; readonly at: StrokePoint }
  | { readonly kind: "extend"; readonly points: readonly StrokePoint[] }
  | { readonly kind: "commit" }
  | { readonly kind: "abort" }
  | { readonly kind: "apply"; readonly operation: MaskOperation }
  | { readonly kind: "layers"; readonly change: LayerChange }
  /** Shown, but no step of undo: what follows takes it back. */
  | { readonly kind: "try-layers"; readonly change: LayerChange }
  | { readonly kind: "activate"; readonly id: string }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" };

export type ToWorker =
  /** Goes over to a document, new or known; every message after it is about that one. */
  | { readonly type: "open"; readonly document: string; readonly image: Size }
  | { readonly type: "step"; readonly sequence: number; readonly step: MaskStep }
  | { readonly type: "import"; readonly sequence: number; readonly ticket: number; readonly mask: ImportedMask }
  /** How layers are shown; `others` are those not named. */
  | { readonly type: "looks"; readonly looks: ReadonlyMap<string, LayerLook>; readonly others: LayerLook }
  /** The tiles on the stage; others need not be sent. */
  | { readonly type: "view"; readonly level: number; readonly range: TileRange }
  /** `layers` null stands for the active one. */
  | { readonly type: "encode"; readonly ticket: number; readonly layers: readonly string[] | null }
  /** Writes what is not saved yet, then ends the worker. */
  | { readonly type: "close" };

export interface ImportedMask {
  readonly png: Blob;
  readonly mode: CombineMode;
  /** Where its top-left corner lies in the picture; null for a mask that must have the picture's size. */
  readonly at: Point | null;
}

export type MaskState = DocumentFacts;

export type ImportProblem = "mask_invalid" | "mask_size_mismatch";

/** What the person should know of. Each is told once for a document. */
export type MaskNotice =
  /** The browser's storage is full or closed to the page: the mask is kept until the page is left. */
  | "not-saved"
  /** Another tab has the same mask open and saves it; this one does not. */
  | "open-elsewhere"
  /** What was saved could not be read, and the mask begins empty. */
  | "damaged"
  /** Earlier steps could not be read: undo ends here. */
  | "history-lost";

export type FromWorker =
  | {
      readonly type: "shown";
      readonly document: string;
      readonly level: number;
      readonly range: TileRange;
      /** Every step up to this one is in the tiles. */
      readonly sequence: number;
      /** The layers that are shown, from bottom to top; tiles of others can go. */
      readonly layers: readonly string[];
      /** `null` where nothing is marked any more. */
      readonly tiles: readonly { readonly layer: string; readonly key: number; readonly bitmap: ImageBitmap | null }[];
      /** The reply holds every marked tile of the level: what was shown before can go. */
      readonly whole: boolean;
    }
  /** `state` is the mask as it is after the step `sequence`. */
  | { readonly type: "state"; readonly document: string; readonly sequence: number; readonly state: MaskState }
  | { readonly type: "encoded"; readonly ticket: number; readonly png: Blob | null }
  | { readonly type: "imported"; readonly ticket: number; readonly problem: ImportProblem | null }
  | { readonly type: "notice"; readonly document: string; readonly notice: MaskNotice }
  | { readonly type: "failed" };

/** Sends a message to the page. What is transferred can no longer be used in the worker. */
export type Post = (message: FromWorker, transfer?: Transferable[]) => void;
