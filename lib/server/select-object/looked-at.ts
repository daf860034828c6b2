import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { PictureInput } from "#lib/engine/fill.ts";
import { EMBEDDING_LENGTH, type Embedding, FRAME } from "#lib/engine/select/frame.ts";
import type { Selector } from "#lib/engine/select/selector.ts";
import { scaleRgb } from "../codec/pyramid.ts";
import { getObject, pathOf, putObject } from "../storage.ts";
import { finestLevel, levelSize } from "./levels.ts";
import { type ShownVersion, showVersion } from "./shown-version.ts";

/** A version the model has looked at. */
export interface LookedAt {
  readonly version: ShownVersion;
  /** The copy that it saw. */
  readonly picture: PictureInput;
  /** Pixels of the copy per pixel of the version. */
  readonly scale: number;
  /** Null: there is no model. */
  readonly embedding: Embedding | null;
}

/** A person clicks again and again on the same picture. 5 MB each. */
const KEPT = 8;

/**
 * Looks at versions and remembers the last ones. What the model made of a version is also stored, so that a click after
 * a restart, or in another worker, is as quick.
 */
export function createLooker(selector: Selector) {
  const kept = new Map<string, Promise<LookedAt>>();
  return (userId: string, imageId: string, editId: string | null): Promise<LookedAt> => {
    const key = `${userId} ${imageId} ${editId}`;
    const looked = kept.get(key) ?? look(selector, userId, imageId, editId);
    // Put last, as the one used last.
    kept.delete(key);
    kept.set(key, looked);
    looked.catch(() => kept.get(key) === looked && kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
    return looked;
  };
}

export type Looker = ReturnType<typeof createLooker>;

async function look(selector: Selector, userId: string, imageId: string, editId: string | null): Promise<LookedAt> {
  const version = await showVersion(userId, imageId, editId);
  const picture = await copyOf(version);
  const path = pathOf.embedding(userId, imageId, editId);
  const stored = await readEmbedding(path);
  const embedding = stored ?? (await selector.embed(picture));
  if (embedding && !stored) await putObject(path, bytesOf(embedding), "application/octet-stream");
  return { version, picture, scale: scaleOf(version.size), embedding };
}

/** From the smallest level that has enough pixels: at most four tiles. */
async function copyOf(version: ShownVersion): Promise<PictureInput> {
  const { size } = version;
  const z = finestLevel(wholeOf(size), 4 * FRAME ** 2, version.levels);
  const scale = scaleOf(size);
  const seen = await version.read(z, wholeOf(levelSize(size, z)));
  const { width, height, data } = await scaleRgb(seen, {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  });
  return { width, height, pixels: data };
}

const scaleOf = ({ width, height }: Size) => FRAME / Math.max(width, height);

async function readEmbedding(path: string): Promise<Embedding | null> {
  try {
    const bytes = await getObject(path);
    return bytes.length === EMBEDDING_LENGTH * 2 ? new Uint16Array(bytes.slice().buffer) : null;
  } catch (error) {
    if (error instanceof RepaintError && error.code === "not_found") return null;
    throw error;
  }
}

/** Little-endian, as every machine that Node runs on. */
function bytesOf(embedding: Embedding): Uint8Array {
  return new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength);
}
