import { Hand } from "lucide-react";
import type { Tool } from "./tool.ts";

export const hand: Tool = {
  id: "hand",
  icon: Hand,
  key: "h",
  group: "view",
  cursor: "grab",
  settings: [],
  byKey: "hold",
  begin: null,
};
