import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { Choice } from "#lib/domain/notice.ts";
import type { ProviderResult } from "#lib/providers/provider.ts";
import { findModel, type ListedModel } from "#lib/providers/registry.ts";
import { log } from "../log.ts";
import { failoverChoice, type ModelFailure } from "../provider-gate/failover-choice.ts";
import { mayFailOver } from "../provider-gate/verdict.ts";
import type { Run } from "../store/edit-runs.ts";
import { type CandidateModel, candidatesOf, switchModel } from "../store/provider-candidates.ts";
import { callModel } from "./call-model.ts";
import { type Lease, LeaseLost } from "./lease.ts";
import type { PaintCall } from "./paint-call.ts";

/** The longest an edit waits for its turn at providers, all of them together. */
const PATIENCE_MILLIS = 5 * 60_000;
/** Where another model may do it, no longer than this for one. */
const SHORT_PATIENCE_MILLIS = 20_000;
/** How often a model that was only too busy is asked. */
const MAX_TRIES = 3;

/** How the pipeline gets a window to a model and back; each model has a window and encodings of its own. */
export interface Painting<Prepared extends { readonly call: PaintCall }, Painted> {
  prepare(listed: ListedModel): Promise<Prepared>;
  /** @throws RepaintError `bad_response` for an answer that is no picture of the right shape: the model has failed. */
  read(result: ProviderResult, prepared: Prepared): Promise<Painted>;
}

export interface PaintedEdit<Prepared, Painted> {
  /** The model that did it, which is the edit's own now. */
  readonly listed: ListedModel;
  readonly prepared: Prepared;
  readonly result: ProviderResult;
  readonly painted: Painted;
  /** What this model costs: at most what is held. */
  readonly tokens: number;
}

/**
 * Asks the edit's model, and where it fails through no fault of the person, and they allow it, the next able one. The
 * edit's model and `choice` are changed before the next one is asked, so that a run after a crash goes on from there.
 *
 * @throws RepaintError of the last model asked; the lease's reason when it is aborted.
 */
export async function paint<Prepared extends { readonly call: PaintCall }, Painted>(
  started: Run,
  painting: Painting<Prepared, Painted>,
  lease: Lease,
  run: string,
): Promise<PaintedEdit<Prepared, Painted>> {
  const { edit } = started;
  const patienceEnd = performance.now() + PATIENCE_MILLIS;
  const left = await planOf(started);
  const failures: ModelFailure[] = [];
  let attempt = started.attempt;

  for (;;) {
    const { model, tokens } = left.shift() as CandidateModel;
    if (failures.length > 0) await goOnWith(edit.id, run, model, failoverChoice(failures, model));
    try {
      const listed = requireModel(model);
      const prepared = await painting.prepare(listed);
      const answer = await ask({ ...started, attempt }, listed, prepared);
      return { listed, prepared, tokens, ...answer };
    } catch (error) {
      lease.signal.throwIfAborted();
      if (left.length === 0 || !mayFailOver(error)) throw error;
      log.warn({ editId: edit.id, model, next: left[0]?.model, code: error.code }, "another model is asked");
      failures.push({ model, code: error.code });
      // Only the model that was asked in an earlier run can have a job to be polled.
      attempt = null;
    }
  }

  async function ask(current: Run, listed: ListedModel, prepared: Prepared) {
    for (let tries = 1, asked = current; ; tries++, asked = { ...current, attempt: null }) {
      const remaining = patienceEnd - performance.now();
      try {
        return await callModel(asked, listed, prepared.call, {
          lease,
          run,
          patienceMillis: left.length > 0 ? Math.min(remaining, SHORT_PATIENCE_MILLIS) : remaining,
          read: (result) => painting.read(result, prepared),
        });
      } catch (error) {
        // It refused before it began, so nothing is billed twice; the gate keeps the pause that it asked for.
        const isBusy = error instanceof RepaintError && error.code === "provider_rate_limited";
        if (!isBusy || left.length > 0 || tries === MAX_TRIES || performance.now() >= patienceEnd) throw error;
        lease.signal.throwIfAborted();
      }
    }
  }
}

/** The edit's model and what may follow it. */
async function planOf({ edit }: Run): Promise<CandidateModel[]> {
  const candidates = await candidatesOf(edit.id);
  // Not in the list: no other may do it, or the edit is of a time when only those were listed that may follow.
  const at = candidates.findIndex(({ model }) => model === edit.model);
  const own = candidates[at] ?? { model: edit.model, tokens: edit.tokens.quoted };
  return [own, ...candidates.slice(at + 1)];
}

function requireModel(id: string): ListedModel {
  const listed = findModel(id);
  if (!listed) throw new RepaintError("model_retired", { detail: id });
  if (!listed.availability.available)
    throw new RepaintError("model_unavailable", { detail: listed.availability.reason.code });
  return listed;
}

async function goOnWith(editId: string, run: string, model: string, choice: Choice): Promise<void> {
  const outcome = await switchModel(editId, run, model, choice);
  if (outcome === "lost") throw new LeaseLost();
  if (outcome === "cancel") throw new RepaintError("cancelled");
}
