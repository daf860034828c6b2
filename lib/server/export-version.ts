import "server-only";
import type { ExportQuery } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import { EXPORT_TYPES, encodeExport } from "./codec/export.ts";
import { readHeader, readProfile } from "./codec/inspect.ts";
import { downloadHeader } from "./image-name.ts";
import { createPixelBudget } from "./pixel-budget.ts";
import { getObject, pathOf } from "./storage.ts";
import { getVersion } from "./store/edits.ts";
import { readVersion } from "./version.ts";

/** Pictures flattened at a time in the web process: one of the largest, or several ordinary ones. */
const withPixels = createPixelBudget(100_000_000);

/** A flattened version as a file: the original's samples with its patches, encoded once. */
export async function exportVersion(
  user: string,
  imageId: string,
  { edit, format, quality }: ExportQuery,
): Promise<{ bytes: Uint8Array; headers: Record<string, string> }> {
  const version = await getVersion(user, imageId, edit ?? null);
  if (version.outcome !== "ok") {
    throw new RepaintError(version.outcome === "edit_not_ready" ? "parent_not_ready" : "not_found");
  }
  const { image, patches } = version;
  const bytes = await withPixels(image.width * image.height, async () => {
    const original = await getObject(pathOf.original(user, image.id));
    const facts = await readHeader(original);
    const raster = await readVersion({ original, facts, patches }, wholeOf(image));
    return encodeExport(raster, { format, quality, icc: await readProfile(original, facts), density: facts.density });
  });
  const { contentType, extension } = EXPORT_TYPES[format];
  return {
    bytes,
    headers: {
      "Content-Type": contentType,
      "Content-Length": String(bytes.length),
      "Content-Disposition": downloadHeader(image.name, extension),
      "X-Content-Type-Options": "nosniff",
    },
  };
}
