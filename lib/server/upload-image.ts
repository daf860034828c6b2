import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Image } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { MAX_FILE_BYTES } from "#lib/domain/picture-limits.ts";
import { onChange } from "./changes.ts";
import { SNIFF_BYTES, sniffFormat } from "./codec/sniff.ts";
import { imageName } from "./image-name.ts";
import { pathOf, putObject } from "./storage.ts";
import { createImage, deleteImage, enqueueIngest, leaveImage, takeImageOutcome } from "./store/images.ts";

/** How long an upload waits for a worker to read it, in milliseconds. Afterwards the sweep removes it. */
const PATIENCE_MILLIS = 90_000;

interface UploadedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Chosen by whoever uploads: sent again with the same bytes, it is the same image. */
  readonly id?: string | undefined;
}

/**
 * Stores an original and waits until the worker has read it.
 *
 * @throws RepaintError why the file is refused (nothing of it is kept), `idempotency_conflict` for an id that is
 *   another image's, or `unavailable` when no worker took it.
 */
export async function uploadImage(userId: string, file: UploadedFile): Promise<Image> {
  const { bytes } = file;
  if (bytes.length > MAX_FILE_BYTES) throw new RepaintError("file_too_large", { field: "file" });
  const format = sniffFormat(bytes.subarray(0, SNIFF_BYTES));
  const id = file.id ?? randomUUID();
  const isRepeatable = file.id !== undefined;
  const upload = { id, name: imageName(file.name), format, bytes: bytes.length };
  const created = await createImage(userId, isRepeatable ? { ...upload, sha256: sha256(bytes) } : upload);
  if (created === "conflict") throw new RepaintError("idempotency_conflict", { field: "id" });
  // One that may be sent again is left to that, or to the sweep: others may be waiting for it.
  const giveUp = () => (isRepeatable ? leaveImage(userId, id) : deleteImage(userId, id)).then(ignore, ignore);
  if (created === "created") {
    try {
      await putObject(pathOf.original(userId, id), bytes, `image/${format}`);
      await enqueueIngest(userId, id);
    } catch (error) {
      await giveUp();
      throw error;
    }
  }
  return await outcomeOf(userId, id, giveUp);
}

const ignore = () => undefined;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function outcomeOf(userId: string, id: string, giveUp: () => Promise<void>): Promise<Image> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      stop();
    };
    const look = async () => {
      const answer = await takeImageOutcome(userId, id);
      if (answer.outcome === "incoming") return;
      end();
      if (answer.outcome === "ready") resolve(answer.image);
      else reject(new RepaintError(answer.outcome === "refused" ? answer.code : "not_found", { field: "file" }));
    };
    // A look that fails while the database restarts is followed by another.
    const lookAgain = () => void look().catch(() => undefined);
    const stop = onChange("image_changed", id, lookAgain);
    const timer = setTimeout(() => {
      end();
      void giveUp();
      reject(new RepaintError("unavailable", { detail: `no worker read image ${id}` }));
    }, PATIENCE_MILLIS);
    lookAgain();
  });
}
