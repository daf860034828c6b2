"use client";

import "./globals.css";
import { NextIntlClientProvider } from "next-intl";
import type { PageFailedProps } from "#components/site/page-failed.tsx";
import failure from "#lib/i18n/messages/en/failure.json" with { type: "json" };
import ErrorPage from "./error.tsx";

/** When even the root layout failed: this one replaces it, and nobody knows the language. */
export default function GlobalError(props: PageFailedProps) {
  return (
    <html lang="en">
      <body>
        <title>Repaint</title>
        <NextIntlClientProvider locale="en" messages={{ failure }}>
          <ErrorPage {...props} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
