import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { EXPORT_FORMATS } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import type { Raster } from "#lib/domain/raster.ts";
import { decodeWindow } from "#lib/server/codec/decode.ts";
import { encodeExport } from "#lib/server/codec/export.ts";
import { readFacts, readHeader } from "#lib/server/codec/inspect.ts";
import { renderDisplay, thumbnail } from "#lib/server/codec/tiles.ts";
import { makePhoto } from "#tests/fixtures/photo.ts";

const MEGAPIXELS = [12, 24, 50, 100];

interface Figure {
  readonly millis: number;
  readonly peakMegabytes: number;
}

/**
 * What the codec costs for photos of 12 to 100 megapixels, beside the floor: sharp decoding the same file and
 * cropping, with nothing of ours around it. Every figure comes from a process of its own, so peaks do not add up.
 */
async function benchCodec(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "repaint-bench-"));
  try {
    for (const megapixels of MEGAPIXELS) {
      const photo = join(folder, "photo.jpg");
      writeFileSync(photo, await makePhoto(megapixels));
      console.log(`\n${megapixels} MP JPEG, ${(readFileSync(photo).length / 1e6).toFixed(1)} MB`);
      for (const task of Object.keys(TASKS)) {
        const figure = runInOwnProcess(photo, task);
        const columns = figure
          ? `${figure.millis.toFixed(0).padStart(7)} ms  ${figure.peakMegabytes.toFixed(0).padStart(6)} MB`
          : "refused";
        console.log(`  ${task.padEnd(32)} ${columns}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Null where the codec refuses the task with a code (AVIF of 100 megapixels). */
function runInOwnProcess(photo: string, task: string): Figure | null {
  const script = fileURLToPath(import.meta.url);
  const args = ["--conditions=react-server", script, photo, task];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

async function measure(photo: string, task: string): Promise<void> {
  const bytes = readFileSync(photo);
  try {
    const millis = await (TASKS[task] as Task)(bytes);
    // maxRSS is the kernel's own high-water mark, in kilobytes.
    const figure: Figure = { millis, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
    console.log(JSON.stringify(figure));
  } catch (error) {
    if (!(error instanceof RepaintError)) throw error;
    console.log("null");
  }
}

type Task = (bytes: Buffer) => Promise<number>;

const TASKS: Record<string, Task> = {
  "floor: decode and crop 600²": timed(async (bytes) => {
    const { width, height } = await sharp(bytes).metadata();
    await sharp(bytes)
      .extract({ left: (width - 600) >> 1, top: (height - 600) >> 1, width: 600, height: 600 })
      .raw()
      .toBuffer();
  }),
  "window of 600²": timed(async (bytes) => {
    const facts = await readHeader(bytes);
    await decodeWindow(bytes, facts, {
      x: (facts.width - 600) >> 1,
      y: (facts.height - 600) >> 1,
      width: 600,
      height: 600,
    });
  }),
  "ingest: facts and full check": timed(async (bytes) => {
    await readFacts(bytes);
  }),
  "ingest: all display tiles": timed(async (bytes) => {
    const tiles = renderDisplay(bytes, await readHeader(bytes));
    for await (const tile of tiles) if (tile.bytes.length === 0) throw new Error("empty tile");
  }),
  "ingest: thumbnail": timed(async (bytes) => {
    await thumbnail(bytes, await readHeader(bytes));
  }),
  "floor: decode all": timed(async (bytes) => {
    await sharp(bytes).raw().toBuffer();
  }),
  "decode all": timed(async (bytes) => {
    await decodeWhole(bytes);
  }),
  ...Object.fromEntries(
    EXPORT_FORMATS.map((format) => [
      `decode all, export as ${format}`,
      timed(async (bytes) => {
        const raster = await decodeWhole(bytes);
        await encodeExport(raster, { format, quality: 92, icc: null, density: null });
      }),
    ]),
  ),
};

async function decodeWhole(bytes: Buffer): Promise<Raster> {
  const facts = await readHeader(bytes);
  return decodeWindow(bytes, facts, wholeOf(facts));
}

function timed(work: (bytes: Buffer) => Promise<void>): Task {
  return async (bytes) => {
    const start = performance.now();
    await work(bytes);
    return performance.now() - start;
  };
}

const [photo, task] = process.argv.slice(2);
if (photo && task) await measure(photo, task);
else await benchCodec();
