import { Hand } from "lucide-react";
import type { Tool } from "./tool.ts";

export const hand: Tool = {
  id: "hand",
  label: "Move",
  hint: "Drag the photo. Holding the space bar does the same with any tool.",
  icon: Hand,
  shortcut: "H",
  cursor: "grab",
  settings: [],
  begin: null,
};
