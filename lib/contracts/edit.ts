import { z } from "zod";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import { appearance } from "./appearance.ts";
import { errorBody, id, timestamp } from "./common.ts";

export const MAX_PROMPT_CHARACTERS = 10_000;
/** Further pictures with one request. */
export const MAX_REFERENCES = 8;

const side = z.number().int().min(0).max(10_000);
const edges = z.object({ left: side, top: side, right: side, bottom: side });

const optionValues = z.record(
  z.string().max(40),
  z.union([z.string().max(MAX_PROMPT_CHARACTERS), z.number(), z.boolean()]),
);

/**
 * The JSON part named `request` of `POST /api/v1/edits`. The grey PNG comes as the file part `mask`, where the operation
 * or the model needs one; further pictures for the model to look at come as file parts `reference`.
 */
export const editRequest = z.strictObject({
  imageId: id,
  /** The version to build on; absent or null means the original. */
  parentEditId: id.nullish(),
  operation: z.enum(OPERATION_NAMES),
  /** `<provider>/<model>`, or `auto`, `auto:fast`, `auto:best`: the cheapest, fastest or most reliable that can do it. */
  model: z.string().regex(/^(auto(:fast|:best)?|[a-z0-9-]+\/[a-z0-9._-]+)$/),
  prompt: z.string().max(MAX_PROMPT_CHARACTERS).default(""),
  options: optionValues.default({}),
  /** For `outpaint`: how far to extend each side, in pixels of the version built on; at least one more than 0. */
  expand: edges.nullish(),
  /** For `upscale`: how many times longer each side becomes. */
  scale: z.number().int().min(2).max(4).nullish(),
  variants: z.literal(1).default(1),
  /** Whether up to two other models may do it should the chosen one fail. They may cost more: see the quote. */
  allowFailover: z.boolean().default(false),
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

const pixels = z.number().int().nonnegative();
export const rectangle = z.object({ x: pixels, y: pixels, width: pixels, height: pixels });

export const patch = rectangle.extend({
  id,
  mode: z.enum(["over", "replace"]),
  /** PNG, `width` × `height`. `over`: with alpha, to be drawn at `x`, `y`. `replace`: the whole picture, see `replaced`. */
  url: z.string(),
});

const warning = z.object({ code: z.string(), message: z.string() });

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
const preview = rectangle.extend({
  /** PNG with alpha; it may have fewer pixels than the rectangle. Changes with every preview. */
  url: z.string(),
});

/** Read by caches only: the newest preview is sent, whichever is named. */
export const previewQuery = z.object({ v: z.string().max(40).optional() });

export const edit = z.object({
  id,
  imageId: id,
  parentEditId: id.nullable(),
  operation: z.enum(OPERATION_NAMES),
  model: z.string(),
  prompt: z.string(),
  options: optionValues,
  status: editStatus,
  stage: editStage,
  /** 0..1, never falls. */
  progress: z.number().min(0).max(1),
  /** Edits ahead of this one, while it is queued. */
  queuePosition: z.number().int().nullable(),
  /** `quoted` is held while it runs, and the most that is charged; what is charged is the price of the model that did it. */
  tokens: z.object({ quoted: z.number().int(), charged: z.number().int() }),
  /** What the model was shown, on the version built on; where it extends the picture by a mask, on what comes out. */
  window: rectangle.nullable(),
  /** How far beyond the drawn mask a pixel may have changed, as the patch is blended now. */
  spreadPixels: z.number().int(),
  /** Counted after the edit over the whole picture, beyond `spreadPixels`. Always 0 on a succeeded edit. */
  outsidePixelsChanged: z.number().int().nullable(),
  patches: z.array(patch),
  /** Set on succeeded edits whose operation replaces the picture; later edits on it use its pixels as coordinates. */
  replaced: replaced.nullable(),
  preview: preview.nullable(),
  /** Why this model, where it was chosen for the person: by `auto`, or because the one before failed or was out of order. */
  choice: z.string().nullable(),
  warnings: z.array(warning),
  error: errorBody.shape.error
    .pick({ code: true, message: true })
    .extend({
      moderation: z
        .object({ side: z.enum(["input", "output"]).nullable(), category: z.string().nullable() })
        .nullable(),
    })
    .nullable(),
  /** Null where there is nothing to change: not succeeded, or the picture was replaced. */
  appearance: appearance.nullable(),
  discardedAt: timestamp.nullable(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  finishedAt: timestamp.nullable(),
});
export type Edit = z.infer<typeof edit>;
export type Patch = z.infer<typeof patch>;

/**
 * Same body as the edit, but the mask's bounds instead of the mask itself (none: no mask), and how many further pictures
 * there are instead of those; nothing is charged.
 */
export const quoteRequest = editRequest.extend({
  maskBounds: rectangle.nullish(),
  references: z.number().int().min(0).max(MAX_REFERENCES).default(0),
});
export type QuoteRequest = z.input<typeof quoteRequest>;

export const quote = z.object({
  model: z.string(),
  /** What it costs with this model. */
  tokens: z.number().int(),
  /** What is held: with `allowFailover` the dearest of the models that may do it, otherwise `tokens`. */
  tokensAtMost: z.number().int(),
  affordable: z.boolean(),
  window: rectangle,
  /** Size the model will see. */
  sent: z.object({ width: pixels, height: pixels }),
  spreadPixels: z.number().int(),
  /** Why this model, where it was chosen for the person. */
  choice: z.string().nullable(),
});
export type Quote = z.infer<typeof quote>;

/** `event:` names of `GET /api/v1/edits/{id}/events`; `data:` is the edit. */
export const EDIT_EVENTS = ["stage", "progress", "preview", "done"] as const;
