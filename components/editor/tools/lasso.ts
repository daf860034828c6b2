import { Lasso } from "lucide-react";
import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Tool } from "./tool.ts";

export const lasso: Tool = {
  id: "lasso",
  label: "Lasso",
  hint: "Draw around what should change.",
  icon: Lasso,
  shortcut: "L",
  cursor: "crosshair",
  settings: ["mode"],
  begin: (at, { mask, mode }) => {
    let outline: readonly ImagePoint[] = [at];
    return {
      get outline() {
        return outline;
      },
      move: (points) => {
        outline = [...outline, ...points];
      },
      end: () => mask.apply({ kind: "polygon", mode, points: outline }),
      cancel: () => {},
    };
  },
};
