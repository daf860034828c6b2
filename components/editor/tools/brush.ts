import { Brush } from "lucide-react";
import { strokeGesture } from "./stroke.ts";
import type { Tool } from "./tool.ts";

export const brush: Tool = {
  id: "brush",
  label: "Brush",
  hint: "Paint over what should change.",
  icon: Brush,
  shortcut: "B",
  cursor: "ring",
  settings: ["size"],
  begin: (at, context) => strokeGesture("add", at, context),
};
