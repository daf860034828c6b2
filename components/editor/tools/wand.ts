import { WandSparkles } from "lucide-react";
import type { Tool } from "./tool.ts";

export const wand: Tool = {
  id: "wand",
  icon: WandSparkles,
  key: "w",
  group: "picture",
  cursor: "crosshair",
  settings: ["combine", "colour"],
  byKey: "tap",
  begin: (at, { find, mode }) => ({
    move: () => {},
    end: () => find.byColour(at, mode),
    cancel: () => {},
  }),
};
