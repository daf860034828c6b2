import { forgetMasks } from "./mask-engine/storage/forget-masks.ts";
import { forgetUnsaved } from "./photo/local/unsaved-photos.ts";
import { forgetPhotoSessions } from "./photo-session.ts";
import { forgetReferences } from "./references/reference-database.ts";

/** How long leaving waits for the disk. */
const WAIT_MILLIS = 2000;

/**
 * Removes what this browser keeps of a photo, or of all: marks, layers, what was set up, further pictures. For photos that are deleted,
 * and for those who sign out. Never rejects, and never keeps anyone waiting for long.
 */
export async function forgetPhotos(imageId: string | null): Promise<void> {
  forgetPhotoSessions(imageId);
  forgetUnsaved(imageId);
  const forgotten = Promise.all([forgetMasks(imageId), forgetReferences(imageId)]);
  await Promise.race([forgotten, new Promise((resolve) => setTimeout(resolve, WAIT_MILLIS))]);
}
