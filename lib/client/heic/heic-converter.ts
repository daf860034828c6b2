import type { ErrorCode } from "#lib/domain/error-code.ts";
import { isHeic } from "#lib/domain/heic.ts";
import { ApiError, type LocalFault, localError } from "../api-error.ts";
import type { HeicTarget } from "./convert-heic.ts";
import type { HeicFacts } from "./open-heic.ts";
import type { HeicProblem } from "./problem.ts";
import type { FromHeicWorker, ToHeicWorker } from "./protocol.ts";

/** By content; whatever cannot be read is left to whoever reads it next. */
export async function isHeicFile(file: Blob): Promise<boolean> {
  try {
    return isHeic(new Uint8Array(await file.slice(0, 256).arrayBuffer()));
  } catch {
    return false;
  }
}

/**
 * Converts the HEICs of one batch in a worker, which is started for the first and ends with `close`. Every call throws
 * `ApiError`, or the signal's reason as soon as it aborts.
 */
export class HeicConverter {
  readonly #signal: AbortSignal;
  readonly #startWorker: () => Worker;
  #worker: Worker | undefined;

  constructor(signal: AbortSignal, startWorker = startHeicWorker) {
    this.#signal = signal;
    this.#startWorker = startWorker;
    signal.addEventListener("abort", () => this.close(), { once: true });
  }

  async inspect(file: Blob): Promise<HeicFacts> {
    const answer = await this.#ask({ type: "inspect", file }, "inspected");
    return answer.facts;
  }

  /** @param onProgress 0..1, or null while the picture is decoded, of which no one can say how long it takes */
  async convert(file: File, target: HeicTarget, onProgress: (fraction: number | null) => void): Promise<File> {
    onProgress(null);
    const { file: converted } = await this.#ask({ type: "convert", file, target }, "converted", onProgress);
    const ending = converted.type === "image/png" ? ".png" : ".jpg";
    return new File([converted], file.name.replace(/(\.hei[cf]s?)?$/i, ending), { type: converted.type });
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #ask<Type extends FromHeicWorker["type"]>(
    question: ToHeicWorker,
    answer: Type,
    onProgress?: (fraction: number) => void,
  ): Promise<Extract<FromHeicWorker, { type: Type }>> {
    this.#signal.throwIfAborted();
    this.#worker ??= this.#startWorker();
    const worker = this.#worker;
    const { promise, resolve, reject } = Promise.withResolvers<Extract<FromHeicWorker, { type: Type }>>();
    const abort = () => reject(this.#signal.reason);
    this.#signal.addEventListener("abort", abort);
    worker.onmessage = ({ data }: MessageEvent<FromHeicWorker>) => {
      if (data.type === "progress") onProgress?.(data.fraction);
      else if (data.type === "failed") reject(errorOf(data.problem));
      else if (data.type === answer) resolve(data as Extract<FromHeicWorker, { type: Type }>);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(localError("unavailable", "heicNotLoaded"));
    };
    worker.postMessage(question);
    try {
      return await promise;
    } catch (error) {
      // Its memory may be used up, or its code not have come: the next file gets a new one.
      this.close();
      throw error;
    } finally {
      this.#signal.removeEventListener("abort", abort);
    }
  }
}

const ERRORS_OF: Readonly<Record<HeicProblem, readonly [ErrorCode, LocalFault?]>> = {
  damaged: ["corrupt_image"],
  unsupported: ["unsupported_format", "heicUnsupported"],
  "too-many-pixels": ["too_many_pixels"],
  "no-memory": ["too_many_pixels", "heicNoMemory"],
  "png-too-large": ["file_too_large", "heicPngTooLarge"],
};

function errorOf(problem: HeicProblem): ApiError {
  const [code, fault] = ERRORS_OF[problem];
  return fault ? localError(code, fault) : new ApiError(code);
}

function startHeicWorker(): Worker {
  return new Worker(new URL("./heic.worker.ts", import.meta.url), { type: "module" });
}
