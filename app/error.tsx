"use client";

import { PageFailed, type PageFailedProps } from "#components/site/page-failed.tsx";

export default function ErrorPage(props: PageFailedProps) {
  return (
    <main className="flex min-h-dvh flex-col">
      <PageFailed {...props} />
    </main>
  );
}
