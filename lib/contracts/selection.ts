import { z } from "zod";
import { id } from "./common.ts";

/** Beyond the largest picture's side nothing can be pointed at; the route knows the picture's own size. */
const coordinate = z.number().min(0).max(100_000);
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
    edit: id.nullable().default(null),
    mode: z.enum(["object", "subject", "background"]),
    points: z.array(point).max(50).default([]),
    box: z
      .strictObject({ x: coordinate, y: coordinate, width: coordinate.min(1), height: coordinate.min(1) })
      .nullable()
      .default(null),
    /** Corners of a closed line. */
    lasso: z
      .array(z.tuple([coordinate, coordinate]))
      .max(1000)
      .default([]),
    /** `bounds`: a mask as large as what is selected; `picture`: as large as the picture, ready for an edit. */
    area: z.enum(["bounds", "picture"]).default("bounds"),
  })
  .superRefine(({ mode, points, box, lasso }, context) => {
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
  });
export type SelectionRequest = z.input<typeof selectionRequest>;
export type ParsedSelectionRequest = z.output<typeof selectionRequest>;
