"use client";

import { Direction as Primitive } from "radix-ui";
import type { ReactNode } from "react";

interface DirectionProps {
  readonly direction: "ltr" | "rtl";
  readonly children: ReactNode;
}

/** The reading direction for menus, sliders and tabs, which answer to arrow keys. Once, in the root layout. */
export function Direction({ direction, children }: DirectionProps) {
  return <Primitive.Provider dir={direction}>{children}</Primitive.Provider>;
}
