"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

type WarmLinkProps = Omit<ComponentProps<typeof Link>, "prefetch" | "onPointerEnter" | "onFocus">;

/** A link whose page is loaded beforehand only when someone reaches for it: the page around it is busy enough. */
export function WarmLink(props: WarmLinkProps) {
  const [isNear, setIsNear] = useState(false);
  const warm = () => setIsNear(true);
  return <Link {...props} prefetch={isNear ? null : false} onPointerEnter={warm} onFocus={warm} />;
}
