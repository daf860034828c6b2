"use client";

import "./globals.css";
import { NextIntlClientProvider } from "next-intl";
import type { PageFailedProps } from "#components/site/page-failed.tsx";
import common from "#lib/i18n/messages/en/common.json" with { type: "json" };
import site from "#lib/i18n/messages/en/site.json" with { type: "json" };
import ErrorPage from "./error.tsx";

/** When even the root layout failed: this one replaces it, and nobody knows the language. */
export default function GlobalError(props: PageFailedProps) {
  return (
    <html lang="en">
      <body>
        <title>Repaint</title>
        <NextIntlClientProvider locale="en" messages={{ common, site }}>
          <ErrorPage {...props} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
