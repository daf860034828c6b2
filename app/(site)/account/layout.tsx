import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { MoreMessages } from "#components/site/more-messages.tsx";
import { ACCOUNT_MESSAGES, messagesNamed } from "#lib/i18n/messages.ts";

export default async function AccountLayout({ children }: { readonly children: ReactNode }) {
  return <MoreMessages messages={messagesNamed(ACCOUNT_MESSAGES, await getMessages())}>{children}</MoreMessages>;
}
