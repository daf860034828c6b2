import { LayerStack } from "#lib/domain/mask-engine/layer-stack.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { unpackTile } from "#lib/domain/mask-engine/packed-tile.ts";
import { type Tiles, tileSize } from "#lib/domain/mask-engine/tiles.ts";
import { UndoLog } from "#lib/domain/mask-engine/undo-log.ts";
import { normaliseTile } from "#lib/domain/mask-engine/uniform-tile.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { HostedMask } from "../mask-host.ts";
import type { MaskNotice } from "../protocol.ts";
import { asSavedDocument, asStep, isSavedTile } from "./check-records.ts";
import { MaskDatabase, type SavedRecords } from "./mask-database.ts";
import { MaskSaver } from "./mask-saver.ts";
import { takeTurn } from "./take-turn.ts";

let database: Promise<MaskDatabase> | undefined;

/**
 * The masks saved under a name, or new ones, and what saves them from here on. A stroke that was under way when the page
 * was killed is there, as a step that can be undone. What cannot be read is dropped and told, and never fails.
 */
export async function restoreMask(
  name: string,
  image: Size,
  onNotice: (notice: MaskNotice) => void,
): Promise<HostedMask> {
  try {
    database ??= openPruned();
    const opened = await database;
    const isOurs = await takeTurn(`repaint-mask ${name}`);
    if (!isOurs) onNotice("open-elsewhere");
    const records = await opened.load(name);
    const archive = isOurs ? archiveOf(opened, name) : null;
    const mask = records && restore(records, image, archive);
    if (records && !mask) {
      onNotice("damaged");
      if (isOurs) await opened.remove(name);
    }
    const open = mask ?? new MaskDocument(image, new LayerStack(image), new UndoLog(archive));
    const saver = isOurs ? new MaskSaver(opened, name, open, () => onNotice("not-saved")) : null;
    // A stroke that was under way has become a step.
    if (mask) saver?.request(false);
    return { mask: open, saver };
  } catch {
    onNotice("not-saved");
    return { mask: new MaskDocument(image), saver: null };
  }
}

async function openPruned(): Promise<MaskDatabase> {
  const opened = await MaskDatabase.open();
  await opened.prune(Date.now());
  return opened;
}

type Archive = ConstructorParameters<typeof UndoLog>[0];

function archiveOf(opened: MaskDatabase, name: string): Archive {
  return { read: async (number) => asStep(await opened.step(name, number).catch(() => null)) };
}

/** Null where a record is damaged. Without an archive, only the layers are taken over. */
function restore({ document, tiles }: SavedRecords, image: Size, archive: Archive): MaskDocument | null {
  const saved = asSavedDocument(document, image);
  if (!saved) return null;
  const byLayer = new Map<string, Tiles>();
  for (const tile of tiles) {
    if (!isSavedTile(tile, image)) return null;
    const own = byLayer.get(tile.layer) ?? new Map();
    const unpacked = normaliseTile(unpackTile(tile.packed), tileSize(tile.key, image));
    if (unpacked) own.set(tile.key, unpacked);
    byLayer.set(tile.layer, own);
  }
  const log = archive ? new UndoLog(archive, saved.range) : new UndoLog();
  const mask = new MaskDocument(image, new LayerStack(image, saved.list, byLayer), log);
  if (saved.stroke && archive) {
    const [first, ...rest] = saved.stroke.points;
    if (first) mask.beginStroke(saved.stroke.brush, first);
    mask.extendStroke(rest);
    mask.commitStroke();
  }
  return mask;
}
