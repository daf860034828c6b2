/** The still life that comes with Repaint, `public/sample.jpg`; a test compares its size with the file's. */
export const SAMPLE = {
  url: "/sample.jpg",
  width: 1600,
  height: 1067,
} as const;

/** Of the brush it is painted on with, in its pixels. */
export const BRUSH_RADIUS = 0.022 * SAMPLE.width;
