import "server-only";
import { createHash } from "node:crypto";
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
  return async (userId: string, imageId: string, editId: string | null): Promise<LookedAt> => {
    const version = await showVersion(userId, imageId, editId);
    const key = `${userId} ${imageId} ${editId} ${version.look}`;
    const looked = kept.get(key) ?? lookAt(selector, version, pathOf.embedding(userId, imageId, editId));
    // Put last, as the one used last.
    kept.delete(key);
    kept.set(key, looked);
    looked.catch(() => kept.get(key) === looked && kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
    return looked;
  };
}

export type Looker = ReturnType<typeof createLooker>;

async function lookAt(selector: Selector, version: ShownVersion, path: string): Promise<LookedAt> {
  const picture = await copyOf(version);
  const mark = markOf(version);
  const stored = await readEmbedding(path, mark);
  const embedding = stored ?? (await selector.embed(picture));
  if (embedding && !stored) {
    await putObject(path, Buffer.concat([bytesOf(embedding), mark]), "application/octet-stream");
  }
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

/** Ends the file of what was made of a version, so that it is not taken for one that looks otherwise by now. */
function markOf({ look }: ShownVersion): Uint8Array {
  return look === "" ? new Uint8Array(0) : createHash("sha256").update(look).digest();
}

async function readEmbedding(path: string, mark: Uint8Array): Promise<Embedding | null> {
  try {
    const bytes = await getObject(path);
    const end = EMBEDDING_LENGTH * 2;
    const isOfThis = Buffer.compare(bytes.subarray(end), mark) === 0;
    return bytes.length >= end && isOfThis ? new Uint16Array(bytes.slice(0, end).buffer) : null;
  } catch (error) {
    if (error instanceof RepaintError && error.code === "not_found") return null;
    throw error;
  }
}

/** Little-endian, as every machine that Node runs on. */
function bytesOf(embedding: Embedding): Uint8Array {
  return new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength);
}
