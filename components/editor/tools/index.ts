import { brush } from "./brush.ts";
import { ellipse } from "./ellipse.ts";
import { eraser } from "./eraser.ts";
import { hand } from "./hand.ts";
import { lasso } from "./lasso.ts";
import { object } from "./object.ts";
import { polygon } from "./polygon.ts";
import { rectangle } from "./rectangle.ts";
import type { Tool } from "./tool.ts";
import { wand } from "./wand.ts";

/** Every tool, in the order of the tool rail. The first one is chosen when a photo is opened. */
export const TOOLS: readonly [Tool, ...Tool[]] = [
  brush,
  eraser,
  rectangle,
  ellipse,
  lasso,
  polygon,
  wand,
  object,
  hand,
];

export function toolById(id: string): Tool {
  return TOOLS.find((tool) => tool.id === id) ?? TOOLS[0];
}

/** The tools that share a place, in the order of the rail. */
export function toolGroups(): Tool[][] {
  return [...Map.groupBy(TOOLS, ({ group }) => group).values()];
}
