import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, rename, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { App } from "@supabase/lite";
import { noteStorageFailure } from "./request-context.ts";

type StorageAdapter = NonNullable<App["_storageAdapter"]>;
type Metadata = Awaited<ReturnType<StorageAdapter["headObject"]>>;

/**
 * Keeps stored objects as files. Lite has an adapter of its own, but does not export it, and it holds whole uploads in
 * memory and writes them in place: here bytes stream to a draft, reach the disk, and only then take their name.
 * @param contentTypeOf the type an object was stored with; lite answers downloads with what the adapter says.
 */
export function createFileStorage(
  directory: string,
  contentTypeOf: (bucket: string, key: string) => Promise<string>,
): StorageAdapter {
  const drafts = path.join(directory, ".drafts");
  const remove = async (bucket: string, key: string) => {
    const file = locate(directory, bucket, key);
    await rm(file, { force: true });
    await removeEmptyFolders(path.dirname(file), path.join(directory, bucket));
  };
  const metadataOf = async (bucket: string, key: string): Promise<Metadata> => {
    const { size, mtime } = await stat(locate(directory, bucket, key)).catch(noted);
    const mimetype = await contentTypeOf(bucket, key);
    return {
      cacheControl: "no-cache",
      contentLength: size,
      size,
      mimetype,
      lastModified: mtime,
      eTag: tagOf(size, mtime),
    };
  };
  return {
    driver: null,
    async getObject(bucket, key) {
      const metadata = await metadataOf(bucket, key);
      return { httpStatusCode: 200, metadata, body: Readable.toWeb(createReadStream(locate(directory, bucket, key))) };
    },
    async uploadObject(bucket, key, _version, body, mimetype, cacheControl) {
      const draft = path.join(drafts, randomUUID());
      await mkdir(drafts, { recursive: true, mode: 0o700 });
      try {
        const { size, digest } = await write(draft, body);
        await moveInto(draft, locate(directory, bucket, key));
        return { cacheControl, contentLength: size, size, mimetype, lastModified: new Date(), eTag: `"${digest}"` };
      } catch (error) {
        noteStorageFailure(error);
        await rm(draft, { force: true });
        throw error;
      }
    },
    deleteObject: remove,
    async deleteObjects(bucket, keys) {
      for (const key of keys) await remove(bucket, key);
    },
    async copyObject(sourceBucket, source, _version, targetBucket, target) {
      const draft = path.join(drafts, randomUUID());
      await mkdir(drafts, { recursive: true, mode: 0o700 });
      await copyFile(locate(directory, sourceBucket, source), draft);
      await moveInto(draft, locate(directory, targetBucket, target));
      const { eTag, lastModified } = await metadataOf(targetBucket, target);
      return { httpStatusCode: 200, eTag, ...(lastModified && { lastModified }) };
    },
    headObject: metadataOf,
    privateAssetUrl: async (bucket, key) => `file://${locate(directory, bucket, key)}`,
  };
}

/** Removes what uploads left that were under way when the process was killed. */
export async function clearDrafts(directory: string): Promise<void> {
  await rm(path.join(directory, ".drafts"), { recursive: true, force: true });
}

function locate(directory: string, bucket: string, key: string): string {
  const folder = path.join(directory, bucket);
  const file = path.resolve(folder, key);
  if (!file.startsWith(folder + path.sep)) throw new Error(`object key leaves its bucket: ${key}`);
  return file;
}

async function write(
  file: string,
  body: NodeReadableStream | Uint8Array | object,
): Promise<{ size: number; digest: string }> {
  const hash = createHash("md5");
  let size = 0;
  const handle = await open(file, "wx", 0o600);
  try {
    const chunks = body instanceof Uint8Array ? [body] : Readable.fromWeb(body as NodeReadableStream);
    for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      size += chunk.byteLength;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, digest: hash.digest("hex") };
}

async function moveInto(draft: string, file: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await rename(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    // A removal next to it took the folder away in between.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(draft, file);
  }
}

async function removeEmptyFolders(from: string, bucketFolder: string): Promise<void> {
  for (let folder = from; folder.startsWith(bucketFolder + path.sep); folder = path.dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}

function tagOf(size: number, modified: Date): string {
  return `"${createHash("md5").update(`${size}:${modified.getTime()}`).digest("hex")}"`;
}

function noted(error: unknown): never {
  noteStorageFailure(error);
  throw error;
}
