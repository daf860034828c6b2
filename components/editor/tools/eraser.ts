import { Eraser } from "lucide-react";
import { strokeGesture } from "./stroke.ts";
import type { Tool } from "./tool.ts";

export const eraser: Tool = {
  id: "eraser",
  label: "Eraser",
  hint: "Unmark what should stay as it is.",
  icon: Eraser,
  shortcut: "E",
  cursor: "ring",
  settings: ["size"],
  begin: (at, context) => strokeGesture("subtract", at, context),
};
