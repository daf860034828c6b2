import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { pathOf, streamObject } from "../storage.ts";
import { listEditFiles } from "../store/edit-files.ts";
import { accountJson } from "./account-json.ts";
import { folderOf, imagesOf } from "./pages.ts";

/** A file of the archive. */
export interface ArchiveFile {
  readonly name: string;
  readonly input: string | AsyncIterable<string> | ReadableStream<Uint8Array>;
  readonly lastModified?: Date;
}

/**
 * The files of somebody's archive, each opened only when it is its turn.
 *
 * @param readme What is in the archive, in the person's language.
 * @param signal Closes the file that is open.
 */
export async function* archiveFiles(
  userId: string,
  readme: string,
  signal: AbortSignal,
): AsyncGenerator<ArchiveFile, void, void> {
  yield { name: "README.txt", input: readme };
  yield { name: "account.json", input: accountJson(userId) };
  for await (const image of imagesOf(userId)) {
    const folder = folderOf(image);
    const lastModified = new Date(image.createdAt);
    for await (const [name, path] of storedFiles(userId, image.id, image.format)) {
      const input = await streamIfThere(path);
      if (input) yield { name: `${folder}/${name}`, input: closedBy(signal, input), lastModified };
    }
  }
}

async function* storedFiles(userId: string, imageId: string, format: string): AsyncGenerator<[string, string]> {
  yield [`original.${format}`, pathOf.original(userId, imageId)];
  for (const { editId, hasMask, referenceCount, erasedPath, patchPaths } of await listEditFiles(userId, imageId)) {
    const folder = `edits/${editId}`;
    if (hasMask) yield [`${folder}/mask.png`, pathOf.mask(userId, imageId, editId)];
    for (let index = 0; index < referenceCount; index++) {
      yield [`${folder}/reference-${index + 1}`, pathOf.reference(userId, imageId, editId, index)];
    }
    for (const [index, path] of patchPaths.entries()) yield [`${folder}/result-${index + 1}.png`, path];
    if (erasedPath) yield [`${folder}/erased.png`, erasedPath];
  }
}

const closedBy = (signal: AbortSignal, stream: ReadableStream<Uint8Array>) =>
  stream.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal });

/** Null for what was removed since it was listed. */
async function streamIfThere(path: string): Promise<ReadableStream<Uint8Array> | null> {
  return streamObject(path).catch((error: unknown) => {
    if (error instanceof RepaintError && error.code === "not_found") return null;
    throw error;
  });
}
