import type { ReactNode } from "react";
import { requireUser } from "#lib/server/auth.ts";

/** Asks who is there before the loading state is sent: after it, a redirect could only be made by script. */
export default async function PhotosLayout({ children }: { readonly children: ReactNode }) {
  await requireUser("/photos");
  return children;
}
