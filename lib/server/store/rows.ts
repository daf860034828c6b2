import "server-only";
import type { Edit, EditStage, EditStatus, Patch } from "#lib/contracts/edit.ts";
import type { Image, ImageFormat } from "#lib/contracts/image.ts";
import type { Moderation } from "#lib/domain/error.ts";
import { isErrorCode } from "#lib/domain/error-code.ts";
import { SENTENCES } from "#lib/domain/error-sentences.ts";
import type { OptionValues } from "#lib/domain/model-option.ts";
import type { Operation } from "#lib/domain/operation.ts";
import type { Edges } from "#lib/domain/outpaint.ts";
import type { Rect } from "#lib/domain/raster.ts";

/** Rows as the SQL functions return them in jsonb, and how they become what the API speaks. */
export interface ImageRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly format: ImageFormat;
  readonly bytes: number;
  readonly created_at: string;
}

/** A row in state `ready`: the table's checks keep its facts complete. */
export interface ReadyImageRow extends ImageRow {
  readonly width: number;
  readonly height: number;
  readonly has_alpha: boolean;
  readonly bit_depth: 8 | 16;
  readonly colour_profile: string | null;
  readonly colour_model: "grey" | "rgb";
  readonly tile_size: number;
  readonly tile_levels: number;
}

export interface PatchRow extends Rect {
  readonly id: string;
  readonly edit_id: string;
  readonly mode: "over" | "replace";
  readonly path: string;
  /** Told with the patches of a version. */
  readonly opacity?: number;
}

interface AppearanceRow {
  readonly visible: boolean;
  readonly opacity: number;
  readonly feather: number | null;
  readonly planned_feather: number | null;
  readonly colour_match: number;
  readonly erased: boolean;
  readonly reblendable: boolean;
  readonly reblending: boolean;
  readonly problem: string | null;
  readonly revision: number;
}

export interface EditRow {
  readonly id: string;
  readonly user_id: string;
  readonly image_id: string;
  readonly parent_edit_id: string | null;
  readonly operation: Operation;
  readonly model: string;
  readonly prompt: string;
  readonly options: OptionValues;
  readonly status: EditStatus;
  readonly stage: EditStage;
  readonly progress: number;
  readonly queue_position: number | null;
  readonly tokens_quoted: number;
  readonly tokens_charged: number;
  readonly crop_window: Edit["window"];
  readonly spread_pixels: number;
  readonly outside_pixels_changed: number | null;
  readonly choice: Edit["choice"];
  readonly warnings: Edit["warnings"];
  readonly error_code: string | null;
  readonly moderation: Moderation | null;
  readonly expand: Edges | null;
  readonly scale: number | null;
  readonly has_mask: boolean;
  readonly reference_count: number;
  readonly replaced: Edit["replaced"];
  readonly preview: (Rect & { readonly version: number }) | null;
  readonly patches: readonly PatchRow[];
  readonly appearance: AppearanceRow | null;
  readonly discarded_at: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** A patch as the pipeline needs it: where it lies on the picture and where its bytes are stored. */
export interface StoredPatch extends Rect {
  readonly id: string;
  readonly editId: string;
  readonly mode: "over" | "replace";
  /** Storage path of the PNG. */
  readonly path: string;
  /** With which it is drawn, 0..1. */
  readonly opacity: number;
}

export function toImage(row: ReadyImageRow): Image {
  return {
    id: row.id,
    name: row.name,
    width: row.width,
    height: row.height,
    format: row.format,
    bytes: row.bytes,
    hasAlpha: row.has_alpha,
    bitDepth: row.bit_depth,
    colourProfile: row.colour_profile,
    colourModel: row.colour_model,
    tiles: { size: row.tile_size, levels: row.tile_levels },
    createdAt: toTimestamp(row.created_at),
  };
}

export function toEdit(row: EditRow): Edit {
  return {
    id: row.id,
    imageId: row.image_id,
    parentEditId: row.parent_edit_id,
    operation: row.operation,
    model: row.model,
    prompt: row.prompt,
    options: row.options,
    expand: row.expand,
    scale: row.scale,
    hasMask: row.has_mask,
    references: row.reference_count,
    status: row.status,
    stage: row.stage,
    progress: row.progress,
    queuePosition: row.queue_position,
    tokens: { quoted: row.tokens_quoted, charged: row.tokens_charged },
    window: row.crop_window,
    spreadPixels: row.spread_pixels,
    outsidePixelsChanged: row.outside_pixels_changed,
    patches: row.patches.map(toPatch),
    replaced: row.replaced,
    preview: row.preview && toPreview(row.id, row.preview),
    choice: row.choice,
    warnings: row.warnings,
    error: row.error_code === null ? null : toError(row.error_code, row.moderation),
    appearance: row.appearance && toAppearance(row.appearance),
    discardedAt: row.discarded_at === null ? null : toTimestamp(row.discarded_at),
    createdAt: toTimestamp(row.created_at),
    startedAt: row.started_at === null ? null : toTimestamp(row.started_at),
    finishedAt: row.finished_at === null ? null : toTimestamp(row.finished_at),
  };
}

export function toStoredPatch({ id, edit_id, x, y, width, height, mode, path, opacity = 1 }: PatchRow): StoredPatch {
  return { id, editId: edit_id, x, y, width, height, mode, path, opacity };
}

function toAppearance({ planned_feather, colour_match, problem, ...row }: AppearanceRow): Edit["appearance"] {
  return {
    ...row,
    plannedFeather: planned_feather,
    colourMatch: colour_match,
    problem: problem === null || isErrorCode(problem) ? problem : "internal",
  };
}

function toPatch({ id, edit_id, x, y, width, height, mode }: PatchRow): Patch {
  return { id, x, y, width, height, mode, url: `/api/v1/edits/${edit_id}/patch?patch=${id}` };
}

/** The database keeps the code; the sentence comes from the table, so that it can be reworded for old edits too. */
function toError(stored: string, moderation: Moderation | null): Edit["error"] {
  const code = isErrorCode(stored) ? stored : "internal";
  return { code, message: SENTENCES[code], moderation };
}

/** The version is there for caches only: what is stored is always the newest. */
function toPreview(editId: string, { x, y, width, height, version }: Rect & { version: number }): Edit["preview"] {
  return { x, y, width, height, url: `/api/v1/edits/${editId}/preview?v=${version}` };
}

/** Whatever zone the database session writes, the API speaks UTC. */
export function toTimestamp(stored: string): string {
  return new Date(stored).toISOString();
}
