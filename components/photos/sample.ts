/** The still life that comes with Repaint, `public/sample.jpg`; a test compares its size with the file's. */
export const SAMPLE = {
  url: "/sample.jpg",
  name: "Sample photo.jpg",
  description: "A table with a bowl of fruit, a bottle, a mug, half an orange and, apart from them, a ball.",
  /** What to try on it. */
  hint: "Paint over the ball",
  width: 1600,
  height: 1067,
} as const;
