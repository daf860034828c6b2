import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Edit, ParsedEditRequest } from "#lib/contracts/edit.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { area } from "#lib/domain/geometry.ts";
import { maskBounds } from "#lib/domain/mask.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import { readFacts, readHeader } from "./codec/inspect.ts";
import { decodeGreyMask } from "./codec/untrusted.ts";
import { versionOf } from "./image-of.ts";
import { type ChosenModel, chooseModel, payableWith } from "./models.ts";
import { createPixelBudget } from "./pixel-budget.ts";
import { pathOf, putObject, removeObject } from "./storage.ts";
import { getAccount } from "./store/accounts.ts";
import { type CreateEditOutcome, createEdit } from "./store/edits.ts";

/** Edits one person may have queued and running at a time. */
const MAX_RUNNING_EDITS = 20;
/** Masks and further pictures decoded at a time in the web process, in bytes. */
const withBytes = createPixelBudget(200_000_000);
/** Of a further picture at most: not every format is decoded row by row. */
const BYTES_PER_PIXEL = 4;

export interface EditAsk {
  readonly request: ParsedEditRequest;
  /** As sent: an 8-bit grey PNG of the size of the version built on; null where nothing is marked. */
  readonly mask: Uint8Array | null;
  /** As sent. */
  readonly references?: readonly Uint8Array[];
  readonly idempotencyKey: string | null;
}

/**
 * Checks a request, stores its mask and references, and places the edit with its hold and its job.
 *
 * @throws RepaintError every reason in the order a person can mend it; nothing is held or left behind then.
 */
export async function requestEdit(userId: string, ask: EditAsk): Promise<Edit> {
  const { request, mask, references = [], idempotencyKey } = ask;
  requireFitting(ask);
  const { image, size } = await versionOf(userId, request.imageId, request.parentEditId ?? null);
  const bounds = mask && (await boundsOf(mask, size));
  for (const reference of references) await requirePicture(reference);
  const chosen = await chooseModel(
    { ...request, references: references.length, image: size, maskBounds: bounds },
    request.allowFailover ? { available: (await getAccount(userId))?.available ?? 0 } : null,
  );

  const id = randomUUID();
  const files = new Map(references.map((bytes, index) => [pathOf.reference(userId, image.id, id, index), bytes]));
  if (mask) files.set(pathOf.mask(userId, image.id, id), mask);
  for (const [path, bytes] of files) await putObject(path, bytes, "application/octet-stream");
  const place = ({ model, plan, choice, candidates, tokensAtMost }: ChosenModel) =>
    createEdit(
      userId,
      {
        id,
        imageId: image.id,
        parentEditId: request.parentEditId ?? null,
        operation: request.operation,
        model: model.id,
        prompt: request.prompt,
        options: request.options,
        window: plan.window,
        spreadPixels: plan.spread.spreadPixels,
        expand: request.expand ?? null,
        scale: request.scale ?? null,
        hasMask: mask !== null,
        referenceCount: references.length,
        choice,
        candidates,
      },
      { tokens: tokensAtMost, idempotencyKey, requestHash: hashOf(ask), maxRunning: MAX_RUNNING_EDITS },
    );
  let answer = await place(chosen);
  // Tokens went elsewhere since they were counted: fewer models may follow, but nobody is refused for that.
  while (answer.outcome === "insufficient_tokens" && answer.available >= chosen.plan.tokens) {
    answer = await place(payableWith(answer.available, chosen));
  }
  if (answer.outcome !== "created") for (const path of files.keys()) await removeObject(path);
  return accepted(answer);
}

/** What an operation does not read is refused, not left out in silence. */
function requireFitting({ request: { operation, expand, scale }, mask }: EditAsk): void {
  if (mask && OPERATIONS[operation].mask === "none") throw new RepaintError("invalid_request", { field: "mask" });
  if (!mask && OPERATIONS[operation].mask === "required") throw new RepaintError("mask_required", { field: "mask" });
  if (expand && operation !== "outpaint") throw new RepaintError("invalid_request", { field: "expand" });
  if (scale && operation !== "upscale") throw new RepaintError("invalid_request", { field: "scale" });
}

async function boundsOf(mask: Uint8Array, size: Size): Promise<Rect> {
  const bounds = await withBytes(area(size), async () => maskBounds(await decodeGreyMask(mask, size)));
  if (!bounds) throw new RepaintError("mask_empty", { field: "mask" });
  return bounds;
}

/** Reads it to its end: what is damaged is said now, and not by an edit that fails. */
async function requirePicture(reference: Uint8Array): Promise<void> {
  try {
    await withBytes(BYTES_PER_PIXEL * area(await readHeader(reference)), () => readFacts(reference));
  } catch (error) {
    if (!(error instanceof RepaintError)) throw error;
    throw new RepaintError(error.code, { field: "reference", cause: error });
  }
}

function hashOf({ request, mask, references = [] }: EditAsk): string {
  const hash = createHash("sha256").update(JSON.stringify(request));
  for (const file of [mask ?? new Uint8Array(0), ...references]) hash.update(`\0${file.length}\0`).update(file);
  return hash.digest("hex");
}

const REFUSALS = {
  insufficient_tokens: "insufficient_tokens",
  idempotency_conflict: "idempotency_conflict",
  image_not_found: "not_found",
  parent_not_found: "not_found",
  parent_not_ready: "parent_not_ready",
  too_many_running: "too_many_running",
  too_many_holds: "too_many_holds",
  account_frozen: "account_frozen",
  account_blocked: "account_blocked",
} as const;

function accepted(answer: CreateEditOutcome): Edit {
  if (answer.outcome === "created" || answer.outcome === "exists") return answer.edit;
  throw new RepaintError(REFUSALS[answer.outcome]);
}
