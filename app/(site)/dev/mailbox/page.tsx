import { Mail as MailIcon } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AutoRefresh } from "#components/site/auto-refresh.tsx";
import { Button } from "#components/ui/button.tsx";
import { localMails, type Mail } from "#lib/server/mailbox.ts";

export const metadata: Metadata = { title: "Local mailbox", robots: { index: false } };

/** What the embedded stack would have sent. Does not exist where real mail is sent. */
export default async function MailboxPage() {
  const mails = await localMails();
  if (!mails) notFound();
  return (
    <div className="mx-auto flex w-full max-w-180 flex-1 flex-col gap-6 px-4 py-8 sm:py-12">
      <AutoRefresh seconds={3} />
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">Local mailbox</h1>
        <p className="text-ink-muted text-lg">
          This server sends no e-mail. What it would have sent is kept on this machine and shown here.
        </p>
      </div>
      {mails.length === 0 ? (
        <div className="flex flex-col items-center gap-2 rounded-large border-2 border-line border-dashed px-6 py-16 text-center">
          <MailIcon aria-hidden="true" className="size-6 text-ink-muted" />
          <p className="font-medium">No messages yet</p>
          <p className="text-ink-muted">Create an account or reset a password, and the message appears here.</p>
        </div>
      ) : (
        <ul className="flex flex-col gap-3">
          {mails.map((mail) => (
            <li key={mail.id}>
              <Message mail={mail} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

// The embedded stack runs on the reader's own machine, so the server's time zone is theirs.
const TIME = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

function Message({ mail }: { readonly mail: Mail }) {
  return (
    <article className="flex flex-col gap-3 rounded-large border border-line bg-panel p-4 sm:p-5">
      <header className="flex flex-col gap-0.5">
        <h2 className="font-semibold text-lg">{mail.subject}</h2>
        <p className="break-words text-ink-muted text-sm">
          To {mail.to}, <time dateTime={mail.createdAt}>{TIME.format(new Date(mail.createdAt))}</time>
        </p>
      </header>
      <p className="whitespace-pre-wrap text-ink-muted [overflow-wrap:anywhere]">{mail.text}</p>
      {mail.link && (
        <div>
          <Button asChild>
            <a href={mail.link}>Follow the link</a>
          </Button>
        </div>
      )}
    </article>
  );
}
