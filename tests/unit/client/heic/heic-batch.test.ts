import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { convertHeic, type HeicTarget } from "#lib/client/heic/convert-heic.ts";
import { HeicBatch, type HeicQuestion } from "#lib/client/heic/heic-batch.ts";
import { readHeicChoice, rememberHeicChoice } from "#lib/client/heic/heic-choice.ts";
import { HeicConverter } from "#lib/client/heic/heic-converter.ts";
import type { LibheifFile } from "#lib/client/heic/libheif.ts";
import { HeicFile } from "#lib/client/heic/open-heic.ts";
import type { HeicError } from "#lib/client/heic/problem.ts";
import type { FromHeicWorker, ToHeicWorker } from "#lib/client/heic/protocol.ts";

const bundle: string = "libheif-js/libheif-wasm/libheif-bundle.mjs";
const lib = await ((await import(bundle)) as LibheifFile).default();

const phone = readFileSync(new URL("../../../fixtures/heic/phone.heic", import.meta.url));
const heic = (name = "IMG_0001.HEIC") => new File([phone], name);
const damaged = () => new File([phone.subarray(0, 300)], "broken.heic");
const jpeg = () => new File([Uint8Array.of(0xff, 0xd8, 0xff)], "photo.heic");

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});

describe("photos opened together", () => {
  test("ask once for all the HEICs among them, telling how many and how large they become", async () => {
    const files = [jpeg(), heic(), damaged(), heic()];
    const { batch, asked } = open(files);
    const sent = [await batch.prepare(files[1] as File, ignore), await batch.prepare(files[3] as File, ignore)];
    expect(asked).toEqual([{ count: 3, bits: 8, bytes: { png: expect.any(Number), jpeg: expect.any(Number) } }]);
    expect(asked[0]?.bytes.png).toBeGreaterThan(asked[0]?.bytes.jpeg as number);
    expect(sent.map(({ name, type }) => [name, type])).toEqual(Array(2).fill(["IMG_0001.png", "image/png"]));
  });

  test("are sent as they are where their content is no HEIC, whatever they are called", async () => {
    const file = jpeg();
    const { batch, asked } = open([file]);
    expect(await batch.prepare(file, ignore)).toBe(file);
    expect(asked).toEqual([]);
  });

  test("are not asked about where none of them can be read", async () => {
    const { batch, asked } = open([damaged()]);
    await expect(batch.prepare(damaged(), ignore)).rejects.toMatchObject({ code: "corrupt_image" });
    expect(asked).toEqual([]);
  });

  test("go on after a damaged one, which is told with its code", async () => {
    const files = [damaged(), heic()];
    const { batch } = open(files);
    await expect(batch.prepare(files[0] as File, ignore)).rejects.toMatchObject({ code: "corrupt_image" });
    expect((await batch.prepare(files[1] as File, ignore)).type).toBe("image/png");
  });

  test("are not asked about where the answer is remembered", async () => {
    rememberHeicChoice({ target: "png", ask: false });
    const { batch, asked } = open([heic()]);
    expect((await batch.prepare(heic(), ignore)).type).toBe("image/png");
    expect(asked).toEqual([]);
  });

  test("are asked about again once the remembered answer made a file that is too large", async () => {
    rememberHeicChoice({ target: "png", ask: false });
    const { batch } = open([heic()], { type: "failed", problem: "png-too-large" });
    await expect(batch.prepare(heic(), ignore)).rejects.toMatchObject({ code: "file_too_large" });
    expect(readHeicChoice()).toEqual({ target: "png", ask: true });
  });

  test("stop at once when that is wanted", async () => {
    const { batch, signal } = open([heic()], "stopped");
    await expect(batch.prepare(heic(), ignore)).rejects.toMatchObject({ name: "AbortError" });
    expect(signal.aborted).toBe(true);
  });
});

const ignore = () => undefined;

/** A batch whose worker runs here, or answers each request with `answer`, or is stopped at the first. */
function open(files: readonly File[], answer?: FromHeicWorker | "stopped") {
  const stop = new AbortController();
  const asked: HeicQuestion[] = [];
  const ask = async (question: HeicQuestion): Promise<HeicTarget> => {
    asked.push(question);
    return "png";
  };
  const { signal } = stop;
  const converter = new HeicConverter(signal, () =>
    workerHere(async (question) => {
      if (answer === "stopped") stop.abort();
      else return answer ?? answerTo(question);
    }),
  );
  return { batch: new HeicBatch(files, { signal, ask, converter }), asked, signal };
}

function workerHere(answerTo: (question: ToHeicWorker) => Promise<FromHeicWorker | undefined>): Worker {
  const worker = {
    onmessage: (_: { data: FromHeicWorker }) => undefined,
    postMessage: async (question: ToHeicWorker) => {
      const data = await answerTo(question);
      if (data) worker.onmessage({ data });
    },
    terminate: ignore,
  };
  return worker as unknown as Worker;
}

async function answerTo(question: ToHeicWorker): Promise<FromHeicWorker> {
  const bytes = new Uint8Array(await question.file.arrayBuffer());
  try {
    if (question.type === "convert") {
      return { type: "converted", file: await convertHeic(lib, bytes, question.target, ignore) };
    }
    const file = new HeicFile(lib, bytes);
    file.close();
    return { type: "inspected", facts: file.facts };
  } catch (error) {
    return { type: "failed", problem: (error as HeicError).problem };
  }
}
