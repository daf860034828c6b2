"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Button } from "#components/ui/button.tsx";

/** The header's way in for whoever is not signed in; on the sign-in page itself, the other way in. */
export function GuestLinks() {
  const elsewhere = usePathname() !== "/sign-in";
  return (
    <Button asChild>
      {elsewhere ? <Link href="/sign-in">Sign in</Link> : <Link href="/sign-up">Create an account</Link>}
    </Button>
  );
}
