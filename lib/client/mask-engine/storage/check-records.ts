import type { Stroke } from "#lib/domain/mask-engine/mask-document.ts";
import { isPackedTile, type PackedTile } from "#lib/domain/mask-engine/packed-tile.ts";
import type { LayerInfo, LayerList, Step } from "#lib/domain/mask-engine/step.ts";
import { tileColumns, tileRows, tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";
import type { LogRange } from "#lib/domain/mask-engine/undo-log.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { SavedDocument } from "./mask-database.ts";

/** A record read back, or null where it is not what this page writes for a picture of that size. */
export function asSavedDocument(value: unknown, image: Size): SavedDocument | null {
  if (!isRecord(value) || value.schema !== 1 || !isRecord(value.image)) return null;
  if (value.image.width !== image.width || value.image.height !== image.height) return null;
  const isWhole = isLayerList(value.list) && isRange(value.range) && (value.stroke === null || isStroke(value.stroke));
  return isWhole ? (value as unknown as SavedDocument) : null;
}

/** A step of undo read back, or null where it is none. */
export function asStep(value: unknown): Step | null {
  if (!isRecord(value) || !(value.tiles instanceof Map)) return null;
  if (value.list !== null && !isLayerList(value.list)) return null;
  const isWhole = [...value.tiles.values()].every(
    (tiles) => tiles instanceof Map && [...tiles.values()].every((tile) => tile === null || isPackedTile(tile)),
  );
  return isWhole ? (value as unknown as Step) : null;
}

type Saved<Layer, Key, Packed> = { readonly layer: Layer; readonly key: Key; readonly packed: Packed };

export function isSavedTile(
  tile: Saved<unknown, unknown, unknown>,
  image: Size,
): tile is Saved<string, number, PackedTile> {
  const { layer, key, packed } = tile;
  if (typeof layer !== "string" || typeof key !== "number" || !isPackedTile(packed)) return false;
  return tileX(key) < tileColumns(image) && tileY(key) < tileRows(image);
}

function isLayerList(value: unknown): value is LayerList {
  if (!isRecord(value) || !Array.isArray(value.layers)) return false;
  return value.layers.every(isLayer) && value.layers.some(({ id }) => id === value.active);
}

function isLayer(value: unknown): value is LayerInfo {
  if (!isRecord(value) || typeof value.id !== "string" || !isRecord(value.settings)) return false;
  const { fillHoles, invert, smooth, grow, feather } = value.settings;
  const areWhole = [smooth, grow, feather].every(Number.isInteger);
  return typeof fillHoles === "boolean" && typeof invert === "boolean" && areWhole && value.meta !== undefined;
}

function isRange(value: unknown): value is LogRange {
  if (!isRecord(value)) return false;
  const { first, position, end } = value;
  const areWhole = [first, position, end].every(Number.isInteger);
  return areWhole && (first as number) <= (position as number) && (position as number) <= (end as number);
}

function isStroke(value: unknown): value is Stroke {
  if (!isRecord(value) || !isRecord(value.brush) || !Array.isArray(value.points)) return false;
  const { mode, radius } = value.brush;
  const isBrush = (mode === "add" || mode === "subtract") && typeof radius === "number";
  const areFinite = value.points.every(
    (point) => isRecord(point) && [point.x, point.y, point.pressure ?? 1].every(Number.isFinite),
  );
  return isBrush && value.points.length > 0 && areFinite;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
