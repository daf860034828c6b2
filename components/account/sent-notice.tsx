"use client";

import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { linkTo } from "./text-link.tsx";

interface SentNoticeProps {
  readonly children: ReactNode;
  /** Whether messages stay on this machine, where they can be read. */
  readonly localMailbox: boolean;
}

/** Takes the place of a form after a message was sent. */
export function SentNotice({ children, localMailbox }: SentNoticeProps) {
  const t = useTranslations("account.mailbox");
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <div
      ref={notice}
      tabIndex={-1}
      role="status"
      className="flex gap-3 rounded-large border border-line bg-panel p-4 outline-none"
    >
      <MailCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent-text" />
      <div className="flex min-w-0 flex-col gap-2 break-words">
        {children}
        {localMailbox && <p className="text-ink-muted">{t.rich("open", { link: linkTo("/dev/mailbox") })}</p>}
      </div>
    </div>
  );
}
