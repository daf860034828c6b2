import type { Size } from "#lib/domain/raster.ts";
import type { ImagePoint } from "../view/points.ts";
import type { TileRange } from "../view/tile-plan.ts";
import type { Brush, MaskOperation } from "./operation.ts";
import type { MaskFacts } from "./statistics.ts";

/** Colour the mask is shown in, as sRGB bytes. */
export type MaskColour = readonly [red: number, green: number, blue: number];

/** What changes the mask. Numbered, so that the page knows what a reply already shows. */
export type MaskStep =
  | { readonly kind: "begin"; readonly brush: Brush; readonly at: ImagePoint }
  | { readonly kind: "extend"; readonly points: readonly ImagePoint[] }
  | { readonly kind: "commit" }
  | { readonly kind: "abort" }
  | { readonly kind: "apply"; readonly operation: MaskOperation }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" };

export type ToWorker =
  /** Goes over to a document, new or known; every message after it is about that one. */
  | { readonly type: "open"; readonly document: string; readonly image: Size; readonly colour: MaskColour }
  | { readonly type: "step"; readonly sequence: number; readonly step: MaskStep }
  /** The tiles on the stage; others need not be sent. */
  | { readonly type: "view"; readonly level: number; readonly range: TileRange }
  | { readonly type: "encode"; readonly ticket: number };

export interface MaskState extends MaskFacts {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export type FromWorker =
  | {
      readonly type: "shown";
      readonly document: string;
      readonly level: number;
      readonly range: TileRange;
      /** Every step up to this one is in the tiles. */
      readonly sequence: number;
      /** `null` where nothing is marked any more. */
      readonly tiles: readonly { readonly key: number; readonly bitmap: ImageBitmap | null }[];
      /** The reply holds every marked tile of the level: what was shown before can go. */
      readonly whole: boolean;
    }
  | { readonly type: "state"; readonly document: string; readonly state: MaskState }
  | { readonly type: "encoded"; readonly ticket: number; readonly png: Blob | null };
