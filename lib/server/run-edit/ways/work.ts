import "server-only";
import type { EditPlan } from "#lib/domain/edit-plan.ts";
import type { Operation } from "#lib/domain/operation.ts";
import type { Edges } from "#lib/domain/outpaint.ts";
import type { Mask, Raster, Size } from "#lib/domain/raster.ts";
import type { Model, ProviderResult } from "#lib/providers/provider.ts";
import type { VersionSource } from "../../version.ts";
import type { DrawnMask } from "../drawn-mask.ts";
import type { PaintCall } from "../paint-call.ts";

/** What is to be done to a version, as far as it does not depend on the model. */
export interface Task {
  readonly operation: Operation;
  readonly version: VersionSource;
  /** Of the version. */
  readonly size: Size;
  /** Null where nothing was drawn. */
  readonly drawn: DrawnMask | null;
  readonly expand: Edges | null;
  readonly scale: number | null;
}

/**
 * One way of doing it with one model: what to send, and what to make of the answer. Between the two a provider works, so
 * it keeps nothing decoded but what is `rereadable`.
 */
export interface Work {
  readonly call: Omit<PaintCall, "references" | "onPreview">;
  /** The effective mask in the size of unfinished answers; null where none are to be shown. */
  readonly shown: Mask | null;
  /** The answer at native resolution. @throws RepaintError `bad_response` for one that is no picture of the right shape. */
  read(result: ProviderResult): Promise<Raster<Uint8Array>>;
  compose(painted: Raster<Uint8Array>): Promise<Composed>;
}

/** The new pixels: a patch to be laid over the version, or the whole picture in its place. */
export interface Composed {
  readonly mode: "over" | "replace";
  /** On the version for `over`, 0 for `replace`. */
  readonly x: number;
  readonly y: number;
  readonly raster: Raster;
  /** Where the version lies in its replacement. */
  readonly placed: { readonly x: number; readonly y: number; readonly scale: number };
  /** What the model painted of the window, and the growth and feather it was cut by: kept where it can be cut anew. */
  readonly painted?: { readonly raster: Raster<Uint8Array>; readonly grow: number; readonly feather: number };
  /** Pixels changed that should not have, by a way of its own; anything but 0 is refused. */
  countChanged(): number;
}

export type WorkOf = (task: Task, plan: EditPlan, model: Model) => Promise<Work>;
