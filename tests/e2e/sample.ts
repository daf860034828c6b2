import { fileURLToPath } from "node:url";

export const SAMPLE = fileURLToPath(new URL("../../public/sample.jpg", import.meta.url));
export const SAMPLE_SIZE = { width: 1600, height: 1067 };

/** The red ball of the sample photo, in its pixels. */
export const BALL = { x: 1287, y: 607, radius: 110 };

/** What is said of an edit once its pixels have been checked and counted. */
export const NOTHING_ELSE_CHANGED = /\b0 of [\d,]+ pixels outside the mask changed/;
