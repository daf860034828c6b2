import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { MoreMessages } from "#components/site/more-messages.tsx";
import { SiteFooter } from "#components/site/site-footer.tsx";
import { SiteHeader } from "#components/site/site-header.tsx";
import { messagesNamed, SITE_MESSAGES } from "#lib/i18n/messages.ts";
import { optionalMe } from "#lib/server/auth.ts";

export default async function SiteLayout({ children }: { readonly children: ReactNode }) {
  const me = await optionalMe();
  const t = await getTranslations("site");
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-medium bg-accent px-4 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:start-2"
      >
        {t("skipToContent")}
      </a>
      <SiteHeader me={me} />
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        <MoreMessages messages={messagesNamed(SITE_MESSAGES, await getMessages())}>{children}</MoreMessages>
      </main>
      <SiteFooter />
    </div>
  );
}
