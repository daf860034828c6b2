import "server-only";
import { type ChildProcess, fork } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { RepaintError } from "#lib/domain/error.ts";
import type { EngineOptions, EngineStatus } from "./fill.ts";
import {
  type ChildSettings,
  type FromChild,
  OUT_OF_MEMORY_NOTE,
  type Result,
  type TaskKind,
  type Tasks,
  type ToChild,
} from "./protocol.ts";

export interface EngineSettings {
  /** The operator's own ONNX model. Without it, or where it cannot be used, the bundled one. */
  readonly modelPath?: string;
  /** Called once per start of the process that has to do without a model, with the reason for the operator's log. */
  readonly onFallback?: (reason: string) => void;
  /** The process ends after this long without work. */
  readonly idleMillis?: number;
  /** Of resident memory, in megabytes: the process may not pass it. */
  readonly memoryLimitMegabytes?: number;
}

export interface EngineProcess {
  /** Of all calls one runs at a time, the others wait in order. */
  perform<Kind extends TaskKind>(
    kind: Kind,
    input: Tasks[Kind]["input"],
    options?: EngineOptions,
  ): Promise<Tasks[Kind]["result"]>;
  status(): EngineStatus;
  /** Ends the process and rejects what waits. A later call throws `unavailable`. */
  close(): Promise<void>;
}

/**
 * Local models in a process of their own: cancel is kill, memory is bounded, and a crash of native code takes nothing
 * else down. It starts with the first call, does one task at a time, and ends when idle or with its parent.
 */
export function createEngineProcess(settings: EngineSettings = {}): EngineProcess {
  const { idleMillis = 120_000, memoryLimitMegabytes = 2048 } = settings;
  const waiting: Job[] = [];
  let running: Job | null = null;
  let child: ChildProcess | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let peakMemoryBytes: number | null = null;

  function perform<Kind extends TaskKind>(
    kind: Kind,
    input: Tasks[Kind]["input"],
    options: EngineOptions = {},
  ): Promise<Tasks[Kind]["result"]> {
    return new Promise((resolve, reject) => {
      if (isClosed) throw new RepaintError("unavailable", { detail: "the engine is closed" });
      options.signal?.throwIfAborted();
      // A task is answered with its own kind of result.
      const end = (result: Result) => resolve(result as Tasks[Kind]["result"]);
      const job: Job = { task: { kind, input } as ToChild, options, resolve: end, reject, stop: () => abort(job) };
      options.signal?.addEventListener("abort", job.stop, { once: true });
      waiting.push(job);
      runNext();
    });
  }

  function runNext(): void {
    if (running || waiting.length === 0) return;
    clearTimeout(idleTimer);
    running = waiting.shift() as Job;
    child ??= start();
    const asked = child;
    hold(asked, true);
    asked.send(running.task, (error) => {
      // It is ending; its `close` settles the job.
      if (error) asked.kill("SIGKILL");
    });
  }

  function start(): ChildProcess {
    const argument: ChildSettings = {
      modelPath: settings.modelPath ?? null,
      memoryLimitBytes: memoryLimitMegabytes * 1024 ** 2,
    };
    const started = fork(CHILD_FILE, [JSON.stringify(argument)], {
      serialization: "advanced",
      execArgv: ["--conditions=react-server", `--max-old-space-size=${memoryLimitMegabytes}`],
      // An operator's model file is parsed by native code in there: it gets none of the server's secrets.
      env: Object.fromEntries(PASSED_VARIABLES.map((name) => [name, process.env[name]])) as NodeJS.ProcessEnv,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let lastWords = "";
    started.stderr?.on("data", (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-LAST_WORDS_CHARACTERS);
    });
    started.on("message", (message: FromChild) => {
      if (child === started) hear(message);
    });
    const bury = (error: RepaintError) => {
      // A process that was given up on purpose is not `child` any more.
      if (child !== started) return;
      child = null;
      settle((job) => job.reject(error));
    };
    started.on("error", (cause) =>
      bury(new RepaintError("bad_response", { detail: "the engine did not start", cause })),
    );
    started.on("close", (code, signal) => bury(deathError(code, signal, lastWords)));
    return started;
  }

  function hear(message: FromChild): void {
    if (message.kind === "progress") running?.options.onProgress?.(message.fraction);
    else if (message.kind === "fallback") settings.onFallback?.(message.reason);
    else if (message.kind === "failed") {
      settle((job) => job.reject(new RepaintError(message.code, { detail: message.detail })));
    } else {
      const { result } = message;
      peakMemoryBytes = message.peakMemoryBytes;
      settle((job) => job.resolve(result));
    }
  }

  function settle(end: (job: Job) => void): void {
    const job = running;
    running = null;
    if (child) hold(child, false);
    if (job) {
      job.options.signal?.removeEventListener("abort", job.stop);
      end(job);
    }
    runNext();
    if (!running && child) idleTimer = setTimeout(kill, idleMillis).unref();
  }

  function abort(job: Job): void {
    const reason: unknown = job.options.signal?.reason;
    if (running === job) {
      kill();
      settle(() => job.reject(reason));
    } else {
      waiting.splice(waiting.indexOf(job), 1);
      job.reject(reason);
    }
  }

  function kill(): void {
    const ended = child;
    child = null;
    ended?.kill("SIGKILL");
  }

  return {
    perform,
    status: () => ({
      state: isClosed ? "closed" : running ? "busy" : child ? "idle" : "stopped",
      waiting: waiting.length,
      pid: child?.pid ?? null,
      peakMemoryBytes,
    }),
    close: async () => {
      isClosed = true;
      clearTimeout(idleTimer);
      const ended = child;
      kill();
      const dropped = running ? [running, ...waiting.splice(0)] : waiting.splice(0);
      running = null;
      for (const job of dropped) {
        job.options.signal?.removeEventListener("abort", job.stop);
        job.reject(new RepaintError("unavailable", { detail: "the engine was closed" }));
      }
      if (ended && ended.exitCode === null && ended.signalCode === null) {
        // An idle process keeps nothing alive, but its end is waited for.
        hold(ended, true);
        await new Promise((resolve) => ended.once("exit", resolve));
      }
    },
  };
}

interface Job {
  readonly task: ToChild;
  readonly options: EngineOptions;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  readonly stop: () => void;
}

const CHILD_FILE = fileURLToPath(new URL("./child.ts", import.meta.url));
/** What a process needs to start and find libraries and temporary files, on all platforms. */
const PASSED_VARIABLES = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH", "LANG"];
const LAST_WORDS_CHARACTERS = 4000;

/** A process that works keeps the parent alive; an idle one does not. */
function hold(child: ChildProcess, isWorking: boolean): void {
  for (const handle of [child, child.channel, child.stderr as Socket | null]) {
    if (isWorking) handle?.ref();
    else handle?.unref();
  }
}

/** V8 aborts when its heap is full; the kernel and our own memory watch kill. */
function deathError(code: number | null, signal: string | null, lastWords: string): RepaintError {
  const isOutOfMemory =
    signal === "SIGKILL" ||
    signal === "SIGABRT" ||
    lastWords.includes(OUT_OF_MEMORY_NOTE) ||
    lastWords.includes("heap out of memory");
  return new RepaintError(isOutOfMemory ? "engine_out_of_memory" : "bad_response", {
    detail: `the engine's process ended (${signal ?? code}): ${lastWords.trim().slice(-500)}`,
  });
}
