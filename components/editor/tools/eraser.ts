import { Eraser } from "lucide-react";
import { strokeGesture } from "./stroke.ts";
import type { Tool } from "./tool.ts";

export const eraser: Tool = {
  id: "eraser",
  icon: Eraser,
  key: "e",
  group: "paint",
  cursor: "ring",
  settings: ["brush"],
  byKey: "hold",
  begin: (at, context) => strokeGesture("subtract", at, context),
};
