import { brush } from "./brush.ts";
import { eraser } from "./eraser.ts";
import { hand } from "./hand.ts";
import { lasso } from "./lasso.ts";
import { rectangle } from "./rectangle.ts";
import type { Tool } from "./tool.ts";

/** Every tool, in the order of the tool rail. The first one is chosen when a photo is opened. */
export const TOOLS: readonly [Tool, ...Tool[]] = [brush, eraser, lasso, rectangle, hand];

export function toolById(id: string): Tool {
  return TOOLS.find((tool) => tool.id === id) ?? TOOLS[0];
}
