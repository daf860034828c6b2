"use client";

import "./globals.css";
import type { PageFailedProps } from "#components/site/page-failed.tsx";
import ErrorPage from "./error.tsx";

/** When even the root layout failed: this one replaces it. */
export default function GlobalError(props: PageFailedProps) {
  return (
    <html lang="en">
      <body>
        <title>Repaint</title>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
