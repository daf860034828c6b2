import { convertHeic } from "./convert-heic.ts";
import type { Libheif, LibheifFile } from "./libheif.ts";
import { HeicFile } from "./open-heic.ts";
import { HeicError, type HeicProblem } from "./problem.ts";
import type { FromHeicWorker, ToHeicWorker } from "./protocol.ts";

/** The part of the worker's global scope that is used; the page's DOM types do not describe it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToHeicWorker>) => void) | null;
  postMessage(message: FromHeicWorker): void;
}

const scope = globalThis as unknown as WorkerScope;
let libheif: Promise<Libheif> | undefined;

scope.onmessage = async ({ data }) => {
  try {
    libheif ??= load();
    const lib = await libheif;
    const bytes = new Uint8Array(await data.file.arrayBuffer());
    scope.postMessage(data.type === "inspect" ? inspect(lib, bytes) : await convert(lib, bytes, data));
  } catch (error) {
    scope.postMessage({ type: "failed", problem: problemOf(error) });
  }
};

async function load(): Promise<Libheif> {
  const file: LibheifFile = await import(
    /* turbopackIgnore: true */ new URL("libheif-js/libheif-wasm/libheif-bundle.mjs", import.meta.url).href
  );
  return file.default();
}

function inspect(lib: Libheif, bytes: Uint8Array): FromHeicWorker {
  const file = new HeicFile(lib, bytes);
  file.close();
  return { type: "inspected", facts: file.facts };
}

async function convert(lib: Libheif, bytes: Uint8Array, { target }: Extract<ToHeicWorker, { type: "convert" }>) {
  const report = (fraction: number) => scope.postMessage({ type: "progress", fraction });
  return { type: "converted", file: await convertHeic(lib, bytes, target, report) } as const;
}

/** What is no refusal of ours comes from a memory that cannot grow: of WebAssembly, or of an array. */
function problemOf(error: unknown): HeicProblem {
  return error instanceof HeicError ? error.problem : "no-memory";
}
