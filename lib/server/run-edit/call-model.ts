import "server-only";
import { createHash } from "node:crypto";
import { type ErrorCode, RepaintError } from "#lib/domain/error.ts";
import type { Model, ProviderResult } from "#lib/providers/provider.ts";
import type { ListedModel } from "#lib/providers/registry.ts";
import { log } from "../log.ts";
import { finishAttempt, noteAttemptJob, type Run, startAttempt } from "../store/edit-runs.ts";
import { type Lease, LeaseLost } from "./lease.ts";
import type { PaintCall } from "./paint-call.ts";

/** The share of the progress bar that painting takes: from, to. */
export const PAINTING = [0.15, 0.85] as const;

/**
 * Asks the model, with an attempt recorded **before** the call and its job id as soon as it is known. After a crash an
 * attempt with a job id is polled through `jobId`; the database never hands out one that could be billed twice.
 *
 * @throws RepaintError the provider's code, or `timeout` after the model's deadline; the lease's reason when aborted.
 */
export async function callModel(
  { edit, attempt, userId }: Run,
  { model, provider }: ListedModel,
  input: PaintCall,
  lease: Lease,
  run: string,
): Promise<ProviderResult> {
  const resumed = attempt && !attempt.finished && attempt.providerJobId !== null ? attempt : null;
  const attemptId = resumed?.id ?? (await recordAttempt(edit.id, run, model));
  const deadline = AbortSignal.timeout(model.deadlineMillis);
  const ending = AbortSignal.any([lease.signal, deadline]);
  const startedAt = performance.now();
  const finish = (outcome: "succeeded" | "failed" | "cancelled", result?: ProviderResult, code?: ErrorCode) =>
    finishAttempt(attemptId, {
      outcome,
      errorCode: code ?? null,
      requestId: result?.requestId ?? null,
      costMicroUsd: result?.costMicroUsd ?? null,
      durationMillis: Math.round(performance.now() - startedAt),
    });

  try {
    // Recording took a moment: what was cancelled meanwhile is not sent, and so not billed.
    ending.throwIfAborted();
    const answer = provider.edit({
      ...input,
      model,
      operation: edit.operation,
      prompt: edit.prompt,
      options: edit.options,
      userHash: hashOf(userId),
      signal: ending,
      onProgress: (fraction) => lease.advance(PAINTING[0] + fraction * (PAINTING[1] - PAINTING[0])),
      jobId: resumed?.providerJobId ?? null,
      onJobId: (jobId) => noteAttemptJob(attemptId, jobId),
    });
    const result = await Promise.race([answer, rejectOnAbort(ending)]);
    await finish("succeeded", result);
    return result;
  } catch (thrown) {
    const error = deadline.aborted && !lease.signal.aborted ? new RepaintError("timeout", { cause: thrown }) : thrown;
    if (lease.signal.aborted) {
      await finish("cancelled").catch(() => undefined);
    } else {
      log.warn({ editId: edit.id, model: model.id, err: error }, "the model did not answer with a result");
      await finish("failed", undefined, error instanceof RepaintError ? error.code : "internal");
    }
    throw error;
  }
}

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
