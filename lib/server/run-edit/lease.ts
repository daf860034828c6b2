import "server-only";
import type { EditStage } from "#lib/contracts/edit.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { log } from "../log.ts";
import { heartbeatEdit, type Progress, type Pulse, reportProgress } from "../store/edit-runs.ts";

/** The edit was given to another run: write nothing more. */
export class LeaseLost extends Error {}
/** This worker must stop: hand the edit back. */
export class WorkerStopping extends Error {}

const HEARTBEAT_MILLIS = 5_000;
const PROGRESS_MILLIS = 300;

/**
 * A run's hold on its edit. Beats while the work goes on, and aborts `signal` when the person cancels
 * (`RepaintError("cancelled")`), when another run has the edit (`LeaseLost`), or when the worker stops.
 */
export interface Lease {
  readonly signal: AbortSignal;
  /** Tells the person where the edit is. Throws the signal's reason once it is aborted. */
  enter(stage: EditStage, fraction: number, facts?: Pick<Progress, "window" | "spreadPixels">): Promise<void>;
  /** The same for a fraction within the stage; never waits, and tells only a few times a second. */
  advance(fraction: number): void;
  /** Called when the database said that someone asked to cancel. */
  cancel(): void;
  end(): void;
}

export function takeLease(editId: string, run: string, stopping: AbortSignal): Lease {
  const abort = new AbortController();
  const obey = (outcome: Pulse) => {
    if (outcome === "cancel") abort.abort(new RepaintError("cancelled"));
    if (outcome === "lost") abort.abort(new LeaseLost());
  };
  const stop = () => abort.abort(new WorkerStopping());
  if (stopping.aborted) stop();
  else stopping.addEventListener("abort", stop, { once: true });

  // A beat that fails is not the end: the database may be restarting, and the next one comes soon.
  const timer = setInterval(() => {
    heartbeatEdit(editId, run).then(obey, (error) => log.warn({ editId, err: error }, "heartbeat failed"));
  }, HEARTBEAT_MILLIS);

  let toldAt = 0;
  let current: EditStage = "reading";
  return {
    signal: abort.signal,
    enter: async (stage, fraction, facts = {}) => {
      abort.signal.throwIfAborted();
      toldAt = Date.now();
      current = stage;
      obey(await reportProgress(editId, run, { stage, progress: fraction, ...facts }));
      abort.signal.throwIfAborted();
    },
    advance: (fraction) => {
      if (Date.now() - toldAt < PROGRESS_MILLIS || abort.signal.aborted) return;
      toldAt = Date.now();
      reportProgress(editId, run, { stage: current, progress: fraction }).then(obey, (error) =>
        log.warn({ editId, err: error }, "progress not reported"),
      );
    },
    cancel: () => obey("cancel"),
    end: () => {
      clearInterval(timer);
      stopping.removeEventListener("abort", stop);
    },
  };
}
