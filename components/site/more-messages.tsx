"use client";

import { type Messages, NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import type { ReactNode } from "react";

interface MoreMessagesProps {
  readonly messages: Partial<Messages>;
  readonly children: ReactNode;
}

/** Gives a part of the site the words that only it needs, besides those that every page has. */
export function MoreMessages({ messages, children }: MoreMessagesProps) {
  const known = useMessages();
  return (
    <NextIntlClientProvider locale={useLocale()} messages={{ ...known, ...messages }}>
      {children}
    </NextIntlClientProvider>
  );
}
