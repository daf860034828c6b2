import "server-only";
import { createHash } from "node:crypto";
import { RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import { resolveOptions } from "#lib/domain/model-option.ts";
import type { Model, ProviderResult } from "#lib/providers/provider.ts";
import type { ListedModel } from "#lib/providers/registry.ts";
import { log } from "../log.ts";
import { takeSlot } from "../provider-gate/slot.ts";
import { NO_VERDICT, verdictOn, WORKS } from "../provider-gate/verdict.ts";
import { finishAttempt, noteAttemptJob, type Run, startAttempt } from "../store/edit-runs.ts";
import { type Lease, LeaseLost } from "./lease.ts";
import type { PaintCall } from "./paint-call.ts";

/** The share of the progress bar that painting takes: from, to. */
export const PAINTING = [0.15, 0.85] as const;

export interface Calling<Painted> {
  readonly lease: Lease;
  readonly run: string;
  /** The longest wait for its turn at the provider. */
  readonly patienceMillis: number;
  /** Makes a picture of the answer; an answer that is none is a failure of the model. */
  readonly read: (result: ProviderResult) => Promise<Painted>;
}

/**
 * Asks the model when its turn has come, with an attempt recorded **before** the call and its job id as soon as it is
 * known. After a crash an attempt with a job id is polled through `jobId`; the database never hands out one that could
 * be billed twice.
 *
 * @throws RepaintError the provider's code, `timeout` after the model's deadline, or what the gate refused it for; the
 * lease's reason when aborted.
 */
export async function callModel<Painted>(
  started: Run,
  listed: ListedModel,
  call: PaintCall,
  calling: Calling<Painted>,
): Promise<{ result: ProviderResult; painted: Painted }> {
  const { attempt } = started;
  const { lease, patienceMillis } = calling;
  const isResumed = attempt?.model === listed.model.id && hasJob(attempt);
  const slot = await takeSlot(listed, {
    signal: lease.signal,
    patienceMillis,
    isResumed,
    onWait: () => lease.enter("waiting", PAINTING[0]),
  });
  let verdict = NO_VERDICT;
  try {
    await lease.enter("painting", PAINTING[0]);
    const answer = await attemptCall(isResumed ? started : { ...started, attempt: null }, listed, call, calling);
    verdict = WORKS;
    return answer;
  } catch (error) {
    if (!lease.signal.aborted) verdict = verdictOn(error);
    throw error;
  } finally {
    await slot.leave(verdict);
  }
}

/** One call, from its record to its result. */
async function attemptCall<Painted>(
  { edit, attempt: resumed, userId }: Run,
  { model, provider }: ListedModel,
  call: PaintCall,
  { lease, run, read }: Calling<Painted>,
): Promise<{ result: ProviderResult; painted: Painted }> {
  const attemptId = resumed?.id ?? (await recordAttempt(edit.id, run, model));
  const deadline = AbortSignal.timeout(model.deadlineMillis);
  const ending = AbortSignal.any([lease.signal, deadline]);
  const startedAt = performance.now();
  let result: ProviderResult | undefined;
  let durationMillis = 0;
  let jobId = resumed?.providerJobId ?? null;
  const finish = async (outcome: "succeeded" | "failed" | "cancelled", code?: ErrorCode) => {
    const capReached = await finishAttempt(attemptId, {
      outcome,
      errorCode: code ?? null,
      requestId: result?.requestId ?? null,
      costMicroUsd: result?.costMicroUsd ?? null,
      // Part of a job's time went by in the run before, unmeasured.
      durationMillis: resumed ? null : durationMillis,
      usage: result?.usage ?? null,
    });
    if (capReached) {
      log.error(
        { alert: "daily_spend_cap", ...capReached },
        "a provider has cost its day's cap and is left alone until midnight UTC",
      );
    }
  };

  try {
    // Recording took a moment: what was cancelled meanwhile is not sent, and so not billed.
    ending.throwIfAborted();
    const answer = provider.edit({
      ...call,
      model,
      operation: edit.operation,
      prompt: edit.prompt,
      options: resolveOptions(model.options, edit.options).values,
      userHash: hashOf(userId),
      signal: ending,
      onProgress: (fraction) => lease.advance(PAINTING[0] + fraction * (PAINTING[1] - PAINTING[0])),
      jobId,
      onJobId: async (id) => {
        jobId = id;
        await noteAttemptJob(attemptId, id);
      },
    });
    result = await Promise.race([answer, rejectOnAbort(ending)]).finally(() => {
      durationMillis = performance.now() - startedAt;
    });
    const painted = await read(result);
    await finish("succeeded");
    return { result, painted };
  } catch (thrown) {
    const isLate = !result && deadline.aborted && !lease.signal.aborted;
    const error = isLate ? new RepaintError("timeout", { cause: thrown }) : thrown;
    if (lease.signal.aborted) {
      // A job outlives the run that is only stopped: its attempt stays open for the next run, which polls it.
      if (jobId === null || isCancelled(lease.signal)) await finish("cancelled").catch(() => undefined);
    } else {
      log.warn({ editId: edit.id, model: model.id, err: error }, "the model did not answer with a result");
      await finish("failed", error instanceof RepaintError ? error.code : "internal");
    }
    throw error;
  }
}

/** One whose job ended well is asked for its result once more: the run that had it ended before it was stored. */
function hasJob({ providerJobId, outcome }: NonNullable<Run["attempt"]>): boolean {
  return providerJobId !== null && (outcome === null || outcome === "succeeded");
}

const isCancelled = ({ reason }: AbortSignal) => reason instanceof RepaintError && reason.code === "cancelled";

const hashOf = (userId: string) => createHash("sha256").update(userId).digest("hex").slice(0, 32);

/** An adapter that ignores its signal holds up neither the person nor the worker. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function recordAttempt(editId: string, run: string, model: Model): Promise<string> {
  const attempt = await startAttempt(editId, run, model);
  if (attempt.outcome === "started") return attempt.attemptId;
  throw attempt.outcome === "lost" ? new LeaseLost() : new RepaintError("cancelled");
}
