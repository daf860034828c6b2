import { MAX_FILE_BYTES, MAX_PICTURE_PIXELS, MIN_PICTURE_SIDE } from "#lib/domain/picture-limits.ts";
import { newId } from "../../new-id.ts";
import { whenIdle } from "../../when-idle.ts";
import { HEAD_BYTES, type PhotoHeader, readPhotoHeader } from "../header/photo-header.ts";
import { LocalPhoto } from "./local-photo.ts";
import { openedPhotos } from "./opened-photos.ts";
import { forgetUnsaved, rememberUnsaved, unsavedIdOf } from "./unsaved-photos.ts";

/** How long sending a photo waits for the page to come to rest once the photo can be seen. */
const SEND_LATEST_MILLIS = 1_000;

/**
 * What must be known of a file to open it before the server has seen it; null for files that the server opens first, and
 * for those that it takes from nobody: it says why.
 */
export async function headerOf(file: File): Promise<PhotoHeader | null> {
  if (file.size > MAX_FILE_BYTES) return null;
  const header = readPhotoHeader(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (!header || header.width * header.height > MAX_PICTURE_PIXELS) return null;
  return Math.min(header.width, header.height) < MIN_PICTURE_SIDE ? null : header;
}

/** Begins to decode and to send a photo. Its id is that of the image it becomes. */
export function openLocally(file: File, header: PhotoHeader, email: string): LocalPhoto {
  const photo = new LocalPhoto({ id: unsavedIdOf(file) ?? newId(), file, header, email });
  rememberUnsaved(photo.id, file);
  const { signal } = photo;
  window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
  window.addEventListener("online", () => void photo.send(), { signal });
  signal.addEventListener("abort", () => {
    if (photo.isSaved()) forgetUnsaved(photo.id);
  });
  openedPhotos.setState(({ photos }) => ({ photos: new Map(photos).set(photo.id, photo) }));
  // First things first: being seen and being sent would slow each other down.
  void photo.decoded.then(() => whenIdle(() => void photo.send(), SEND_LATEST_MILLIS));
  return photo;
}
