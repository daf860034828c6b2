import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { Edit, ParsedEditRequest } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { maskBounds } from "#lib/domain/mask.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { decodeGreyMask } from "./codec/untrusted.ts";
import { imageOf } from "./image-of.ts";
import { chooseModel } from "./models.ts";
import { createPixelBudget } from "./pixel-budget.ts";
import { pathOf, putObject, removeObject } from "./storage.ts";
import { type CreateEditOutcome, createEdit } from "./store/edits.ts";

/** Edits one person may have queued and running at a time. */
const MAX_RUNNING_EDITS = 20;
/** Masks decoded at a time in the web process: one byte a pixel. */
const withPixels = createPixelBudget(200_000_000);

export interface EditAsk {
  readonly request: ParsedEditRequest;
  /** As sent: an 8-bit grey PNG of the upright image's size. */
  readonly mask: Uint8Array;
  readonly idempotencyKey: string | null;
}

/**
 * Checks a request, stores its mask, and places the edit with its hold and its job.
 *
 * @throws RepaintError every reason in the order a person can mend it; nothing is held or left behind then.
 */
export async function requestEdit(userId: string, { request, mask, idempotencyKey }: EditAsk): Promise<Edit> {
  const image = await imageOf(userId, request.imageId);
  const bounds = await boundsOf(mask, image);
  const { model, plan } = chooseModel({ ...request, image, maskBounds: bounds });

  const id = randomUUID();
  const maskPath = pathOf.mask(userId, image.id, id);
  await putObject(maskPath, mask, "image/png");
  const answer = await createEdit(
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
    },
    {
      tokens: plan.tokens,
      idempotencyKey,
      requestHash: hashOf(request, mask),
      maxRunning: MAX_RUNNING_EDITS,
    },
  );
  if (answer.outcome !== "created") await removeObject(maskPath);
  return accepted(answer);
}

async function boundsOf(mask: Uint8Array, image: Image): Promise<Rect> {
  const bounds = await withPixels(image.width * image.height, async () =>
    maskBounds(await decodeGreyMask(mask, image)),
  );
  if (!bounds) throw new RepaintError("mask_empty", { field: "mask" });
  return bounds;
}

function hashOf(request: ParsedEditRequest, mask: Uint8Array): string {
  return createHash("sha256").update(JSON.stringify(request)).update("\0").update(mask).digest("hex");
}

const REFUSALS = {
  insufficient_tokens: "insufficient_tokens",
  idempotency_conflict: "idempotency_conflict",
  image_not_found: "not_found",
  parent_not_found: "not_found",
  parent_not_ready: "parent_not_ready",
  too_many_running: "too_many_running",
} as const;

function accepted(answer: CreateEditOutcome): Edit {
  if (answer.outcome === "created" || answer.outcome === "exists") return answer.edit;
  throw new RepaintError(REFUSALS[answer.outcome]);
}
