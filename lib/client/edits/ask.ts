import type { EditRequest } from "#lib/contracts/edit.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import type { ApiError } from "../api-error.ts";
import { isExtended } from "./expand.ts";
import { maskUse, promptUse } from "./model-choice.ts";
import { changedValues } from "./option-values.ts";
import { isStrategy } from "./strategy.ts";
import { whatIsMissing } from "./what-is-missing.ts";
import type { Wish } from "./wish.ts";

export interface AskFacts {
  readonly imageId: string;
  readonly parentEditId: string | null;
  /** Size of the version built on. */
  readonly picture: Size;
  /** Null until they are known: then everything is left to the server. */
  readonly models: readonly ModelInfo[] | null;
  /** What is marked, or null. */
  readonly maskBounds: Rect | null;
  readonly wish: Wish;
}

/** The next edit as it would be asked for. */
export interface Ask {
  readonly request: EditRequest;
  readonly sendsMask: boolean;
  /** How many further pictures go along. */
  readonly references: number;
  /** What is to be priced: the marked region or the whole picture; null where there is nothing to price yet. */
  readonly region: Rect | null;
  /** Why it cannot be run yet, or null. */
  readonly missing: ApiError | null;
}

/** Quote, run and comparison all ask through this, so they cannot disagree. */
export function askFor(facts: AskFacts): Ask {
  const { wish, picture, maskBounds, models } = facts;
  const { operation, model } = wish;
  const mask = maskUse(models ?? [], operation, model);
  const sendsMask = mask !== "none" && maskBounds !== null;
  // A way of choosing may end at a model that takes none.
  const most = models?.find(({ id }) => id === model)?.maxReferences ?? 0;
  const references = Math.min(wish.references.length, most);
  const isComplete = operation === "outpaint" ? isExtended(wish.expand) : mask !== "required" || sendsMask;
  return {
    request: requestFor(facts),
    sendsMask,
    references,
    region: isComplete ? (sendsMask ? maskBounds : wholeOf(picture)) : null,
    missing: whatIsMissing({ ...facts, mask, references }),
  };
}

function requestFor({ imageId, parentEditId, models, wish }: AskFacts): EditRequest {
  const { operation, model, expand, scale } = wish;
  const use = models ? promptUse(models, operation, model) : "optional";
  const declared = models?.find(({ id }) => id === model)?.options ?? [];
  const options = changedValues(declared, wish.options.get(model) ?? {});
  return {
    imageId,
    parentEditId,
    operation,
    model,
    prompt: use === "optional" || use === "required" ? wish.prompt.trim() : "",
    ...(Object.keys(options).length > 0 && { options }),
    ...(operation === "outpaint" && { expand }),
    ...(operation === "upscale" && { scale }),
    ...(isStrategy(model) && wish.allowFailover && { allowFailover: true }),
  };
}
