import type { AlphaPart } from "#lib/domain/mask-engine/operation.ts";
import type { Wish } from "./find-like.ts";

/** A picture to be drawn on a block, its top-left corner at (`x`, `y`) of the block. */
export interface Drawing {
  readonly bitmap: ImageBitmap;
  readonly x: number;
  readonly y: number;
  /** 0 to 1. */
  readonly opacity: number;
}

export type ToWand =
  | { readonly type: "find"; readonly wish: Wish }
  /** From bottom to top. */
  | { readonly type: "block"; readonly block: number; readonly drawings: readonly Drawing[] };

export type FromWand =
  | { readonly type: "need"; readonly block: number }
  | { readonly type: "searched"; readonly blocks: number }
  | { readonly type: "found"; readonly parts: readonly AlphaPart[] }
  | { readonly type: "failed" };
