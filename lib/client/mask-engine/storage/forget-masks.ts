import { MaskDatabase } from "./mask-database.ts";

/** Removes the saved masks of one photo, or of every photo. Where the browser keeps nothing, there is nothing to do. */
export async function forgetMasks(imageId: string | null): Promise<void> {
  try {
    const database = await MaskDatabase.open();
    try {
      await database.removeAll(imageId);
    } finally {
      database.close();
    }
  } catch {
    // A browser that keeps nothing, as some do in private windows.
  }
}
