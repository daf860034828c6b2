import "server-only";
import type { ExportQuery } from "#lib/contracts/image.ts";
import { area, wholeOf } from "#lib/domain/geometry.ts";
import { EXPORT_TYPES, encodeExport } from "./codec/export.ts";
import { readProfile } from "./codec/inspect.ts";
import { downloadHeader } from "./image-name.ts";
import { versionOf } from "./image-of.ts";
import { createPixelBudget } from "./pixel-budget.ts";
import { pathOf } from "./storage.ts";
import { openVersion, readVersion } from "./version.ts";

/** Pictures flattened at a time in the web process: one of the largest, or several ordinary ones. */
const withPixels = createPixelBudget(100_000_000);

/** A flattened version as a file: the original's samples with its patches, encoded once. */
export async function exportVersion(
  user: string,
  imageId: string,
  { edit, format, quality }: ExportQuery,
): Promise<{ bytes: Uint8Array; headers: Record<string, string> }> {
  const { image, size, patches } = await versionOf(user, imageId, edit ?? null);
  const bytes = await withPixels(area(size), async () => {
    const version = await openVersion(pathOf.original(user, image.id), patches);
    const { base, facts } = version;
    const raster = await readVersion(version, wholeOf(size));
    return encodeExport(raster, { format, quality, icc: await readProfile(base, facts), density: facts.density });
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
