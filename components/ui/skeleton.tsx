import { classNames } from "./class-names.ts";

/** Holds the place of something that is loading, at its own size. The region around it says so in words. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden="true" className={classNames("animate-breathe rounded-medium bg-control", className)} />;
}
