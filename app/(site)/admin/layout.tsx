import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminNav } from "#components/admin/admin-nav.tsx";
import { MoreMessages } from "#components/site/more-messages.tsx";
import { ADMIN_MESSAGES, messagesNamed } from "#lib/i18n/messages.ts";
import { optionalUser, requireAdmin } from "#lib/server/auth.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin");
  return { title: { absolute: t("title"), template: `%s – ${t("title")}` }, robots: { index: false } };
}

/**
 * Every page in here asks for itself as well who is there: a layout is not drawn anew when one goes from page to page. A
 * guest is left to the page, which knows where to go on after signing in.
 */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  if (await optionalUser()) await requireAdmin("/admin");
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-6 px-4 py-6 sm:px-6 lg:flex-row lg:gap-10 lg:py-8">
      <MoreMessages messages={messagesNamed(ADMIN_MESSAGES, await getMessages())}>
        <AdminNav />
        <div className="flex min-w-0 flex-1 flex-col gap-8">{children}</div>
      </MoreMessages>
    </div>
  );
}
