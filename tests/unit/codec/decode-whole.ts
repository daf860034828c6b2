import { wholeOf } from "#lib/domain/geometry.ts";
import type { Raster } from "#lib/domain/raster.ts";
import { decodeWindow } from "#lib/server/codec/decode.ts";
import { readHeader } from "#lib/server/codec/inspect.ts";

/** Every pixel of an encoded picture. */
export async function decodeWhole(bytes: Uint8Array): Promise<Raster> {
  const facts = await readHeader(bytes);
  return decodeWindow(bytes, facts, wholeOf(facts));
}
