import { ApiError } from "../api-error.ts";
import type { HeicTarget } from "./convert-heic.ts";
import { askAboutHeicAgain, expectedBytes, readHeicChoice } from "./heic-choice.ts";
import { HeicConverter, isHeicFile } from "./heic-converter.ts";
import type { HeicFacts } from "./open-heic.ts";

/** What a person needs to know to decide what the HEICs among their photos become. */
export interface HeicQuestion {
  /** How many of the photos are HEICs. */
  readonly count: number;
  /** Of all of them together, roughly, in bytes. */
  readonly bytes: Readonly<Record<HeicTarget, number>>;
  /** The most bits per sample among them; a JPEG keeps 8. */
  readonly bits: number;
}

interface BatchOptions {
  readonly signal: AbortSignal;
  /** Asked at most once, and never where the answer is remembered. */
  readonly ask: (question: HeicQuestion) => Promise<HeicTarget>;
  readonly converter?: HeicConverter;
}

/** Photos that are opened together, the HEICs among them made into pictures that the server reads. */
export class HeicBatch {
  readonly #files: readonly File[];
  readonly #options: BatchOptions;
  readonly #converter: HeicConverter;
  #target: Promise<HeicTarget> | undefined;

  constructor(files: readonly File[], options: BatchOptions) {
    this.#files = files;
    this.#options = options;
    this.#converter = options.converter ?? new HeicConverter(options.signal);
  }

  /**
   * What to upload for one of the photos: itself, or what it was converted to. Throws `ApiError`, and the signal's reason.
   *
   * @param onProgress 0..1, or null while it is not known
   */
  async prepare(file: File, onProgress: (fraction: number | null) => void): Promise<File> {
    if (!(await isHeicFile(file))) return file;
    onProgress(null);
    this.#target ??= this.#choose();
    try {
      return await this.#converter.convert(file, await this.#target, onProgress);
    } catch (error) {
      // Another choice would have opened it.
      if (error instanceof ApiError && error.code === "file_too_large") askAboutHeicAgain();
      throw error;
    }
  }

  close(): void {
    this.#converter.close();
  }

  async #choose(): Promise<HeicTarget> {
    const { target, ask } = readHeicChoice();
    const question = ask ? await this.#question() : null;
    this.#options.signal.throwIfAborted();
    return question ? this.#options.ask(question) : target;
  }

  /** Null where none of them can be read, so that nothing is to be decided. */
  async #question(): Promise<HeicQuestion | null> {
    const found: HeicFacts[] = [];
    let count = 0;
    for (const file of this.#files) {
      if (!(await isHeicFile(file))) continue;
      count++;
      try {
        found.push(await this.#converter.inspect(file));
      } catch (error) {
        // A damaged one is told when its turn comes.
        if (!(error instanceof ApiError)) throw error;
      }
    }
    if (found.length === 0) return null;
    const total = (target: HeicTarget) => found.reduce((sum, facts) => sum + expectedBytes(facts, target), 0);
    const bits = Math.max(...found.map((facts) => facts.bits));
    return { count, bytes: { png: total("png"), jpeg: total("jpeg") }, bits };
  }
}
