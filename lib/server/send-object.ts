import "server-only";
import { getObject } from "./storage.ts";

/**
 * A stored object as an answer. What lies under a path never changes, so browsers may keep it; only they, because it
 * is private. The bytes came from a person: nothing in them may run or be taken for another type.
 */
export async function sendObject(path: string, contentType: string, headers: Record<string, string> = {}) {
  const bytes = await getObject(path);
  return new Response(bytes as BodyInit, {
    headers: {
      "Content-Type": contentType,
      "Content-Length": String(bytes.length),
      "Cache-Control": "private, max-age=31536000, immutable",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
}
