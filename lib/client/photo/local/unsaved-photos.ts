import * as v from "valibot";
import { readPreference, writePreference } from "../../preferences.ts";

const NAME = "unsaved-photos";
/** The newest are kept: what was painted on older ones is found by nobody any more. */
const MOST = 20;

const unsavedPhoto = v.object({
  id: v.pipe(v.string(), v.uuid()),
  /** The file as it was sent. */
  name: v.string(),
  bytes: v.number(),
  modifiedAt: v.number(),
});
const unsavedPhotos = v.array(unsavedPhoto);
type UnsavedPhoto = v.InferOutput<typeof unsavedPhoto>;

/**
 * Photos opened in this browser that the server may not have: after a reload in the middle of an upload the same file,
 * picked again, gets the id it had, and with it what was painted on it.
 */
export const readUnsaved = (): readonly UnsavedPhoto[] => readPreference(NAME, unsavedPhotos, []);

export function rememberUnsaved(id: string, file: File): void {
  const others = readUnsaved().filter((photo) => photo.id !== id);
  writePreference(NAME, [{ id, ...facts(file) }, ...others].slice(0, MOST));
}

/** Of one photo, or of all. */
export function forgetUnsaved(id: string | null): void {
  const known = readUnsaved();
  const others = known.filter((photo) => id !== null && photo.id !== id);
  if (others.length < known.length) writePreference(NAME, others);
}

/** The id this very file had when it was opened before and not saved, or undefined. */
export function unsavedIdOf(file: File): string | undefined {
  const { name, bytes, modifiedAt } = facts(file);
  return readUnsaved().find((photo) => photo.name === name && photo.bytes === bytes && photo.modifiedAt === modifiedAt)
    ?.id;
}

const facts = (file: File) => ({ name: file.name, bytes: file.size, modifiedAt: file.lastModified });
