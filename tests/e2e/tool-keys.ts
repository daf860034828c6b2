/** Every tool, by the key that chooses it. */
export const TOOLS = {
  b: "Brush",
  e: "Eraser",
  r: "Rectangle",
  o: "Ellipse",
  l: "Lasso",
  p: "Polygon",
  w: "Magic wand",
  s: "Select object",
  h: "Move",
} as const;
