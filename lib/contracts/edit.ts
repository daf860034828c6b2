import * as z from "zod/mini";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import { MAX_PROMPT_CHARACTERS } from "#lib/domain/prompt.ts";
import { appearance } from "./appearance.ts";
import { errorBody, id, timestamp } from "./common.ts";
import { notice } from "./notice.ts";

/** Further pictures with one request. */
export const MAX_REFERENCES = 8;

const side = z.int().check(z.minimum(0), z.maximum(10_000));
const edges = z.object({ left: side, top: side, right: side, bottom: side });

const optionValues = z.record(
  z.string().check(z.maxLength(40)),
  z.union([z.string().check(z.maxLength(MAX_PROMPT_CHARACTERS)), z.number(), z.boolean()]),
);

/**
 * The JSON part named `request` of `POST /api/v1/edits`. The grey PNG comes as the file part `mask`, where the operation
 * or the model needs one; further pictures for the model to look at come as file parts `reference`.
 */
export const editRequest = z.strictObject({
  imageId: id,
  /** The version to build on; absent or null means the original. */
  parentEditId: z.nullish(id),
  operation: z.enum(OPERATION_NAMES),
  /** `<provider>/<model>`, or `auto`, `auto:fast`, `auto:best`: the cheapest, fastest or most reliable that can do it. */
  model: z.string().check(z.regex(/^(auto(:fast|:best)?|[a-z0-9-]+\/[a-z0-9._-]+)$/)),
  prompt: z._default(z.string().check(z.maxLength(MAX_PROMPT_CHARACTERS)), ""),
  options: z._default(optionValues, {}),
  /** For `outpaint`: how far to extend each side, in pixels of the version built on; at least one more than 0. */
  expand: z.nullish(edges),
  /** For `upscale`: how many times longer each side becomes. */
  scale: z.nullish(z.int().check(z.minimum(2), z.maximum(4))),
  variants: z._default(z.literal(1), 1),
  /** Whether up to two other models may do it should the chosen one fail. They may cost more: see the quote. */
  allowFailover: z._default(z.boolean(), false),
});
export type EditRequest = z.input<typeof editRequest>;
export type ParsedEditRequest = z.output<typeof editRequest>;

export const editStatus = z.enum(["queued", "running", "succeeded", "failed", "cancelled"]);
export type EditStatus = z.infer<typeof editStatus>;

/** Where a running edit is. In this order; a stage may be skipped. */
export const EDIT_STAGES = [
  "queued",
  "reading",
  "planning",
  "waiting",
  "painting",
  "blending",
  "checking",
  "storing",
  "done",
] as const;
export const editStage = z.enum(EDIT_STAGES);
export type EditStage = z.infer<typeof editStage>;

const pixels = z.int().check(z.nonnegative());
export const rectangle = z.object({ x: pixels, y: pixels, width: pixels, height: pixels });

export const patch = z.extend(rectangle, {
  id,
  mode: z.enum(["over", "replace"]),
  /** PNG, `width` × `height`. `over`: with alpha, to be drawn at `x`, `y`. `replace`: the whole picture, see `replaced`. */
  url: z.string(),
});

/** The picture after an edit that gave it another size or transparency: drawn from tiles, as an image is. */
const replaced = z.object({
  width: pixels,
  height: pixels,
  hasAlpha: z.boolean(),
  /** Where the picture built on lies in it, and how many times larger it is there. */
  placed: z.object({ x: pixels, y: pixels, scale: z.number() }),
  tiles: z.object({ size: pixels, levels: pixels }),
});

/** An unfinished result, cut to the mask, to be drawn over the window while the edit runs. */
const preview = z.extend(rectangle, {
  /** PNG with alpha; it may have fewer pixels than the rectangle. Changes with every preview. */
  url: z.string(),
});

/** Read by caches only: the newest preview is sent, whichever is named. */
export const previewQuery = z.object({ v: z.optional(z.string().check(z.maxLength(40))) });

export const edit = z.object({
  id,
  imageId: id,
  parentEditId: z.nullable(id),
  operation: z.enum(OPERATION_NAMES),
  model: z.string(),
  prompt: z.string(),
  options: optionValues,
  /** For `outpaint`: how far each side is extended, in pixels of the version built on. */
  expand: z.nullable(edges),
  /** For `upscale`: how many times longer each side becomes. */
  scale: z.nullable(z.int()),
  /** Whether a region was marked: then `GET …/mask` has it. */
  hasMask: z.boolean(),
  /** How many further pictures the model was given. They are not kept. */
  references: z.int(),
  status: editStatus,
  stage: editStage,
  /** 0..1, never falls. */
  progress: z.number().check(z.minimum(0), z.maximum(1)),
  /** Edits ahead of this one, while it is queued. */
  queuePosition: z.nullable(z.int()),
  /** `quoted` is held while it runs, and the most that is charged; what is charged is the price of the model that did it. */
  tokens: z.object({ quoted: z.int(), charged: z.int() }),
  /** What the model was shown, on the version built on; where it extends the picture by a mask, on what comes out. */
  window: z.nullable(rectangle),
  /** How far beyond the drawn mask a pixel may have changed, as the patch is blended now. */
  spreadPixels: z.int(),
  /** Counted after the edit over the whole picture, beyond `spreadPixels`. Always 0 on a succeeded edit. */
  outsidePixelsChanged: z.nullable(z.int()),
  patches: z.array(patch),
  /** Set on succeeded edits whose operation replaces the picture; later edits on it use its pixels as coordinates. */
  replaced: z.nullable(replaced),
  preview: z.nullable(preview),
  /** Why this model, where it was chosen for the person: by `auto`, or because the one before failed or was out of order. */
  choice: z.nullable(notice),
  /** What was asked for and could not be done. */
  warnings: z.array(notice),
  error: z.nullable(
    z.extend(z.pick(errorBody.shape.error, { code: true, message: true }), {
      moderation: z.nullable(
        z.object({ side: z.nullable(z.enum(["input", "output"])), category: z.nullable(z.string()) }),
      ),
    }),
  ),
  /** Null where there is nothing to change: not succeeded, or the picture was replaced. */
  appearance: z.nullable(appearance),
  discardedAt: z.nullable(timestamp),
  createdAt: timestamp,
  startedAt: z.nullable(timestamp),
  finishedAt: z.nullable(timestamp),
});
export type Edit = z.infer<typeof edit>;
export type Patch = z.infer<typeof patch>;

/**
 * Same body as the edit, but the mask's bounds instead of the mask itself (none: no mask), and how many further pictures
 * there are instead of those; nothing is charged.
 */
export const quoteRequest = z.extend(editRequest, {
  maskBounds: z.nullish(rectangle),
  references: z._default(z.int().check(z.minimum(0), z.maximum(MAX_REFERENCES)), 0),
});
export type QuoteRequest = z.input<typeof quoteRequest>;

export const quote = z.object({
  model: z.string(),
  /** What it costs with this model. */
  tokens: z.int(),
  /** What is held: with `allowFailover` the dearest of the models that may do it, otherwise `tokens`. */
  tokensAtMost: z.int(),
  affordable: z.boolean(),
  window: rectangle,
  /** Size the model will see. */
  sent: z.object({ width: pixels, height: pixels }),
  spreadPixels: z.int(),
  /** Why this model, where it was chosen for the person. */
  choice: z.nullable(notice),
});
export type Quote = z.infer<typeof quote>;
