import "server-only";
import type { PlanAsk } from "#lib/domain/edit-plan.ts";
import { area } from "#lib/domain/geometry.ts";
import { canvasOf } from "#lib/domain/outpaint.ts";
import type { Size } from "#lib/domain/raster.ts";
import { versionSize } from "#lib/domain/version.ts";
import { getObject, pathOf } from "../storage.ts";
import type { Run } from "../store/edit-runs.ts";
import { openVersion } from "../version.ts";
import { openDrawnMask } from "./drawn-mask.ts";
import type { Task } from "./ways/work.ts";

/** Fetches the version built on and the mask. @throws RepaintError `mask_empty` */
export async function readTask(started: Run): Promise<Task> {
  const { edit, image, userId, patches, expand, scale, hasMask } = started;
  const size = versionSize(image, patches);
  const version = await openVersion(pathOf.original(userId, image.id), patches);
  const drawn = hasMask ? await openDrawnMask(await getObject(pathOf.mask(userId, image.id, edit.id)), size) : null;
  return { operation: edit.operation, version, size, drawn, expand, scale };
}

/** The task as it is planned. */
export function askOf({
  size,
  drawn,
  expand,
  scale,
}: Task): Pick<PlanAsk, "image" | "maskBounds" | "expand" | "scale"> {
  return { image: size, maskBounds: drawn?.bounds ?? null, expand, scale };
}

/** The most pixels that are in memory at a time: of the version, or of what comes out. */
export function largestPixels({ image, patches, expand, scale }: Run): number {
  const size: Size = versionSize(image, patches);
  return Math.max(area(size), expand ? area(canvasOf(size, expand)) : 0, area(size) * (scale ?? 1) ** 2);
}
