import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { readFacts, readHeader } from "./codec/inspect.ts";
import { log } from "./log.ts";
import type { WithPixels } from "./pixel-budget.ts";
import { getObject, pathOf } from "./storage.ts";
import { finishImage, getIncomingImage, refuseImage } from "./store/images.ts";
import { storeDisplay } from "./store-display.ts";

/**
 * Reads an uploaded file to its end, makes what the editor displays (tiles, thumbnail), and declares the image ready,
 * or refused with the reason. Decoding happens here, in the worker, so that no file can stop the web process.
 */
export async function ingestImage(imageId: string, withPixels: WithPixels): Promise<void> {
  const image = await getIncomingImage(imageId);
  if (!image) return;
  try {
    const bytes = await getObject(pathOf.original(image.userId, image.id));
    const { width, height } = await readHeader(bytes);
    await withPixels(width * height, () => display(image, bytes));
  } catch (error) {
    if (!(error instanceof RepaintError) || error.status >= 500) throw error;
    log.info({ imageId, code: error.code, detail: error.message }, "image refused");
    await refuseImage(imageId, error.code);
  }
}

async function display(image: { id: string; userId: string }, bytes: Uint8Array): Promise<void> {
  const facts = await readFacts(bytes);
  const tiles = await storeDisplay(bytes, facts, {
    thumbnail: pathOf.thumbnail(image.userId, image.id),
    tile: (z, x, y) => pathOf.tile(image.userId, image.id, z, x, y),
  });
  await finishImage(image.id, {
    width: facts.width,
    height: facts.height,
    hasAlpha: facts.hasAlpha,
    bitDepth: facts.bitDepth,
    colourProfile: facts.colourProfile,
    colourModel: facts.colourModel,
    tiles,
  });
}
