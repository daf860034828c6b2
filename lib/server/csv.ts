import "server-only";
import { log } from "./log.ts";

export type Cell = string | number | boolean | null;

/** A row of RFC 4180, its end included. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

/**
 * A file of any size, a batch in memory at a time: the next one is asked for once the last one was taken, and none after
 * the download was given up.
 *
 * @param batches Rows with a cell for each column.
 */
export function sendCsv(
  fileName: string,
  columns: readonly string[],
  batches: AsyncGenerator<ReadonlyArray<readonly Cell[]>>,
): Response {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLine(columns)));
    },
    async pull(controller) {
      try {
        const { done, value } = await batches.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value.map(csvLine).join("")));
      } catch (error) {
        // The head was sent: all that is left is to break off, so that nobody takes a part for the whole.
        log.error({ err: error, fileName }, "a download broke off");
        controller.error(error);
      }
    },
    async cancel() {
      await batches.return(undefined);
    },
  });
  return new Response(stream, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="${fileName}"`,
    },
  });
}

/** Without it, Excel takes UTF-8 for the code page of the machine. */
const BYTE_ORDER_MARK = "\uFEFF";
/** What spreadsheets take for a formula, whoever wrote it. Numbers are ours and stay numbers. */
const FORMULA = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const defused = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
