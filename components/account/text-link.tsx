import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** A link inside a sentence. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  const looks = "font-medium text-accent-text underline underline-offset-4 hover:no-underline";
  return <Link {...props} className={classNames(looks, className)} />;
}

/** What a tag of a message becomes: a link around its words. */
export function linkTo(href: string): (words: ReactNode) => ReactNode {
  return (words) => <TextLink href={href}>{words}</TextLink>;
}
