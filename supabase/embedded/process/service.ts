import { diskFull, isDiskFull, StartError } from "../start-error.ts";
import type { Child } from "./child.ts";

/** Waits before the first, second, … restart. A child that ran this long since is seen as healthy again. */
const BACK_OFF_MILLIS = [0, 500, 1_000, 2_000, 4_000];
const HEALTHY_MILLIS = 60_000;

export interface ServiceOptions {
  readonly name: string;
  /** Starts it and resolves when it is ready. Called again after each crash. */
  readonly start: () => Promise<Child>;
  readonly stopGraceMillis: number;
  /** Where its log is, for the sentence that says we gave up. */
  readonly logFile: string;
  /** Told once for each crash, in one line. */
  readonly note: (line: string) => void;
  /** Told when it crashed too often in a row. */
  readonly giveUp: (reason: StartError) => void;
}

export interface Service {
  stop(): Promise<void>;
}

/** Runs a child process and starts it again when it crashes, with growing waits, a bounded number of times in a row. */
export async function runService(options: ServiceOptions): Promise<Service> {
  const { name, start, stopGraceMillis, note, giveUp } = options;
  const stopping = new AbortController();
  let child = await start();

  const watched = watch();
  return {
    async stop() {
      stopping.abort();
      await child.stop(stopGraceMillis);
      await watched;
    },
  };

  async function watch(): Promise<void> {
    let crashes = 0;
    let startedAt = Date.now();
    let ended = await child.exited;
    while (!stopping.signal.aborted) {
      if (Date.now() - startedAt > HEALTHY_MILLIS) crashes = 0;
      const wait = BACK_OFF_MILLIS[crashes++];
      if (wait === undefined) return giveUp(exhausted(options, child));
      note(`${name} ${ended}; starting it again`);
      await pause(wait, stopping.signal);
      if (stopping.signal.aborted) return;
      startedAt = Date.now();
      try {
        child = await start();
        if (stopping.signal.aborted) return await child.stop(stopGraceMillis);
        ended = await child.exited;
      } catch (error) {
        ended = error instanceof Error ? error.message : String(error);
      }
    }
  }
}

function exhausted({ name, logFile }: ServiceOptions, child: Child): StartError {
  if (isDiskFull(child.logTail())) return diskFull(logFile);
  return new StartError(`${name} keeps crashing, so Repaint has stopped. The reason is at the end of ${logFile}.`);
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
