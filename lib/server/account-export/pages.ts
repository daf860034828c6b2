import "server-only";
import type { Image } from "#lib/contracts/image.ts";
import { listImages } from "../store/images.ts";
import type { Page } from "../store/page.ts";

const PER_PAGE = 100;

/** Everything a list has, a page at a time: never all of it in memory. */
export async function* pagesOf<Item>(
  list: (cursor: string | undefined, limit: number) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, void> {
  let cursor: string | undefined;
  do {
    const page = await list(cursor, PER_PAGE);
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

export const imagesOf = (userId: string): AsyncGenerator<Image, void, void> =>
  pagesOf((cursor, limit) => listImages(userId, cursor, limit));

/** Where the files of an image are in the archive: its name, in characters every system takes, and some of its id. */
export function folderOf({ id, name }: Pick<Image, "id" | "name">): string {
  const plain = name.replace(/[\\/:*?"<>|\p{Cc}]/gu, "_").replace(/^\.+/, "");
  return `photos/${[...plain].slice(0, MAX_NAME_CHARACTERS).join("").trim() || "photo"} ${id.slice(0, 8)}`;
}

const MAX_NAME_CHARACTERS = 80;
