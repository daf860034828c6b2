import * as z from "zod/mini";
import { id } from "./common.ts";

/** Beyond the largest picture's side nothing can be pointed at; the route knows the picture's own size. */
const coordinate = z.number().check(z.minimum(0), z.maximum(100_000));
const point = z.strictObject({
  x: coordinate,
  y: coordinate,
  /** `add`: this belongs to the object; `remove`: this does not. */
  label: z.enum(["add", "remove"]),
});

/**
 * What to select on a version, in its pixels; (0, 0) is the outer corner of the first one. For `object` point at it:
 * with points of which one says `add`, or with a box or a rough line around it, which points may correct. `subject` and
 * `background` need nothing.
 */
export const selectionRequest = z
  .strictObject({
    /** The version after this edit; null for the original. */
    edit: z._default(z.nullable(id), null),
    mode: z.enum(["object", "subject", "background"]),
    points: z._default(z.array(point).check(z.maxLength(50)), []),
    box: z._default(
      z.nullable(
        z.strictObject({
          x: coordinate,
          y: coordinate,
          width: coordinate.check(z.minimum(1)),
          height: coordinate.check(z.minimum(1)),
        }),
      ),
      null,
    ),
    /** Corners of a closed line. */
    lasso: z._default(z.array(z.tuple([coordinate, coordinate])).check(z.maxLength(1000)), []),
    /** `bounds`: a mask as large as what is selected; `picture`: as large as the picture, ready for an edit. */
    area: z._default(z.enum(["bounds", "picture"]), "bounds"),
  })
  .check(
    z.superRefine(({ mode, points, box, lasso }, context) => {
      const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
      const isPointed = points.length > 0 || box !== null || lasso.length > 0;
      if (mode !== "object") {
        if (isPointed) refuse("mode", `"${mode}" is found without pointing at it`);
        return;
      }
      if (lasso.length === 1 || lasso.length === 2) refuse("lasso", "A line around something has at least 3 corners");
      if (box && lasso.length > 0) refuse("box", "Send a box or a line, not both");
      if (!box && lasso.length === 0 && !points.some(({ label }) => label === "add")) {
        refuse("points", "Point at the object: with a point to add, a box or a line");
      }
    }),
  );
export type SelectionRequest = z.input<typeof selectionRequest>;
export type ParsedSelectionRequest = z.output<typeof selectionRequest>;
