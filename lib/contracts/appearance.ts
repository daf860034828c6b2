import * as z from "zod/mini";
import { MAX_FEATHER } from "#lib/domain/spread.ts";
import { errorBody } from "./common.ts";

const share = z.number().check(z.minimum(0), z.maximum(1));
const feather = z.int().check(z.minimum(0), z.maximum(MAX_FEATHER));

/** How the result of an edit is shown and blended. Changing it costs nothing. */
export const appearance = z.object({
  visible: z.boolean(),
  opacity: share,
  /** Width of the soft edge in pixels; null is as planned. */
  feather: z.nullable(feather),
  /** What was planned; null where it is not known. */
  plannedFeather: z.nullable(z.int()),
  /** How much of the colour correction is applied. */
  colourMatch: share,
  /** Whether parts of the result were erased: see `GET /api/v1/edits/{id}/erased`. */
  erased: z.boolean(),
  /** Whether `feather` and `colourMatch` can be changed: what the model painted of a marked region was kept. */
  reblendable: z.boolean(),
  /** A change is being blended; the patch is still the one before. */
  reblending: z.boolean(),
  /** Why the last change could not be blended; the patch is the one before. */
  problem: z.nullable(errorBody.shape.error.shape.code),
  /** Grows with every change: of two answers the one with the larger revision is newer. */
  revision: z.int(),
});
export type Appearance = z.infer<typeof appearance>;

/** The body of `PATCH /api/v1/edits/{id}`: what is left out stays as it is. */
export const editChange = z
  .strictObject({
    appearance: z.optional(
      z.partial(
        z.strictObject({ visible: z.boolean(), opacity: share, feather: z.nullable(feather), colourMatch: share }),
      ),
    ),
    /** Hidden from lists and history; taken back within a day by `false`. */
    discarded: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ appearance, discarded }) => (appearance === undefined) !== (discarded === undefined), {
      message: "Give either appearance or discarded",
    }),
  );
export type EditChange = z.infer<typeof editChange>;
export type AppearanceChange = NonNullable<EditChange["appearance"]>;
