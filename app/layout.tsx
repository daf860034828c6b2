import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { OpenedPhoto } from "#components/editor/opened-photo.tsx";
import { SharedPieces } from "#components/site/shared-pieces.tsx";
import { THEME_COOKIE, themeAttribute, themeFrom } from "#components/site/theme.ts";
import { Direction } from "#components/ui/direction.tsx";
import { Toaster } from "#components/ui/toast.tsx";
import { Tooltips } from "#components/ui/tooltips.tsx";
import { directionOf } from "#lib/i18n/locales.ts";
import { messagesNamed, SHARED_MESSAGES } from "#lib/i18n/messages.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site");
  return {
    title: { default: "Repaint", template: "%s – Repaint" },
    description: t("description"),
    applicationName: "Repaint",
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
};

/** Reading the theme's cookie also keeps every page dynamic, which the nonces of the content security policy need. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = themeFrom((await cookies()).get(THEME_COOKIE)?.value);
  const locale = await getLocale();
  return (
    <html lang={locale} dir={directionOf(locale)} data-theme={themeAttribute(theme)}>
      <body>
        <NextIntlClientProvider messages={messagesNamed(SHARED_MESSAGES, await getMessages())}>
          <Direction direction={directionOf(locale)}>
            <OpenedPhoto>{children}</OpenedPhoto>
          </Direction>
          <Toaster />
          <Tooltips />
          <SharedPieces />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
