import "server-only";
import { makeZip } from "client-zip";
import type { Locale } from "#lib/i18n/locales.ts";
import { archiveFiles } from "./archive-files.ts";
import { readmeIn } from "./readme.ts";

/**
 * All that somebody keeps here, as a ZIP archive: what they uploaded and what became of it, and `account.json` with the
 * rest. It is made while it is read, and no more of it is held than a piece of one file: pictures are stored as they are,
 * for nothing in them can be compressed.
 *
 * @param locale Of the words in which the archive explains itself.
 */
export async function exportAccount(userId: string, locale: Locale): Promise<Response> {
  const readme = await readmeIn(locale);
  const date = new Date().toISOString().slice(0, 10);
  return new Response(
    readOnDemand((signal) => makeZip(archiveFiles(userId, readme, signal))),
    {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="repaint-${date}.zip"`,
        "X-Content-Type-Options": "nosniff",
        // nginx and others would hold it back to buffer it.
        "X-Accel-Buffering": "no",
      },
    },
  );
}

/** Asks for a piece only when one is wanted; whoever goes away ends whatever is open. */
function readOnDemand(open: (signal: AbortSignal) => ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const left = new AbortController();
  const reader = open(left.signal).getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        left.abort(reason);
        await reader.cancel(reason).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
