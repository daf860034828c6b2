import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import type { Image } from "#lib/contracts/image.ts";
import { editEvents } from "#lib/server/edit-events.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { makePhoto } from "#tests/fixtures/photo.ts";
import { type Service, startService } from "#tests/integration/service.ts";
import { createEchoProvider } from "#tests/sandbox/echo-provider.ts";

const MEGAPIXELS = [12, 24, 50, 100];
/** About 600 × 600. */
const RADIUS = 300;
const RUNS = 5;

/**
 * What Repaint adds to a provider's own time: from the request to the finished edit, with a model that answers at
 * once. Beside it the floor, sharp decoding the same file and cropping the same window. Median of five; the worker's
 * peak memory is of a process of its own per photo, ingest included.
 */
async function benchEdits(): Promise<void> {
  const service = await startService([createEchoProvider], { worker: false });
  try {
    const rows: Record<string, Record<string, string>> = {};
    for (const megapixels of MEGAPIXELS) rows[`${megapixels} MP`] = await measure(service, megapixels);
    console.log("\nOne edit with a mask of 600 × 600 px, everything but the provider");
    console.table(rows);
  } finally {
    await service.stop();
  }
}

async function measure(service: Service, megapixels: number): Promise<Record<string, string>> {
  const worker = await startEchoWorker(service);
  const photo = await makePhoto(megapixels);
  const user = await service.newUser(100);
  const uploadStarted = performance.now();
  const image = await service.upload(user, photo);
  const uploadMillis = performance.now() - uploadStarted;
  const mask = await circleMask(image, { x: image.width >> 1, y: image.height >> 1, radius: RADIUS });

  const edits: number[] = [];
  const floors: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    edits.push(await timeEdit(service, user, image, mask));
    floors.push(await timeFloor(photo, image));
  }
  const peak = await askPeak(worker);
  worker.disconnect();
  const [edit, floor] = [median(edits), median(floors)];
  return {
    upload: `${uploadMillis.toFixed(0)} ms`,
    edit: `${edit.toFixed(0)} ms`,
    floor: `${floor.toFixed(0)} ms`,
    ratio: (edit / floor).toFixed(2),
    "worker's peak": `${peak.toFixed(0)} MB`,
  };
}

async function timeEdit(service: Service, user: string, image: Image, mask: Uint8Array): Promise<number> {
  const started = performance.now();
  const edit = await service.request(user, image, mask, { model: "local/migan" });
  for await (const _ of editEvents(user, edit, null, new AbortController().signal)) {
    // Until the stream ends with the edit.
  }
  const millis = performance.now() - started;
  const ended = await service.waitForEnd(user, edit);
  if (ended.status !== "succeeded") throw new Error(`the edit ended as ${ended.status}`);
  return millis;
}

async function timeFloor(photo: Uint8Array, { width, height }: Image): Promise<number> {
  const started = performance.now();
  const side = 1024;
  await sharp(photo)
    .extract({ left: (width - side) >> 1, top: (height - side) >> 1, width: side, height: side })
    .raw()
    .toBuffer();
  return performance.now() - started;
}

async function startEchoWorker(service: Service): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("echo-worker.ts", import.meta.url));
  const worker = spawn(process.execPath, ["--conditions=react-server", script], {
    env: { ...process.env, ...service.env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const died = once(worker, "exit").then(() => Promise.reject(new Error("the worker ended before it was ready")));
  await Promise.race([once(worker, "message"), died]);
  died.catch(() => undefined);
  return worker;
}

async function askPeak(worker: ChildProcess): Promise<number> {
  worker.send("peak");
  const [megabytes] = await once(worker, "message");
  return megabytes as number;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

await benchEdits();
