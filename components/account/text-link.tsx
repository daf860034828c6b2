import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** A link inside a sentence. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  const looks = "font-medium text-accent-text underline underline-offset-4 hover:no-underline";
  return <Link {...props} className={classNames(looks, className)} />;
}

/** A link at the end of a label's line. A finger finds it as it does a button: all down to the field, and as far above. */
export function AsideLink(props: ComponentProps<typeof Link>) {
  return <TextLink {...props} className="relative after:absolute after:-inset-x-2 after:-top-5 after:-bottom-1.5" />;
}

/** What a tag of a message becomes: a link around its words. */
export function linkTo(href: string): (words: ReactNode) => ReactNode {
  return (words) => <TextLink href={href}>{words}</TextLink>;
}
