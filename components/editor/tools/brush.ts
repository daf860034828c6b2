import { Brush } from "lucide-react";
import { strokeGesture } from "./stroke.ts";
import type { Tool } from "./tool.ts";

export const brush: Tool = {
  id: "brush",
  icon: Brush,
  key: "b",
  group: "paint",
  cursor: "ring",
  settings: ["brush"],
  byKey: "hold",
  begin: (at, context) => strokeGesture("add", at, context),
};
