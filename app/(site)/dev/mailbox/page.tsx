import { Mail as MailIcon } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { linkTo } from "#components/account/text-link.tsx";
import { AutoRefresh } from "#components/site/auto-refresh.tsx";
import { Button } from "#components/ui/button.tsx";
import { localMails, type Mail } from "#lib/server/mailbox.ts";
import { first, type SearchParams } from "#lib/server/search-params.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.mailbox");
  return { title: t("title"), robots: { index: false } };
}

/** What the embedded stack would have sent, all or `to` one address. Does not exist where real mail is sent. */
export default async function MailboxPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const to = first((await searchParams).to);
  const mails = await localMails(to);
  if (!mails) notFound();
  const t = await getTranslations("account.mailbox");
  return (
    <div className="mx-auto flex w-full max-w-180 flex-1 flex-col gap-6 px-4 py-8 sm:py-12">
      <AutoRefresh seconds={3} />
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <p className="text-ink-muted text-lg">{t("lead")}</p>
        {to !== undefined && (
          <p className="wrap-anywhere text-ink-muted">
            {t.rich("onlyTo", { email: to, who: (address) => <bdi>{address}</bdi>, link: linkTo("/dev/mailbox") })}
          </p>
        )}
      </div>
      {mails.length === 0 ? (
        <div className="flex flex-col items-center gap-2 rounded-large border-2 border-line border-dashed px-6 py-16 text-center">
          <MailIcon aria-hidden="true" className="size-6 text-ink-muted" />
          <p className="font-medium">{t("emptyTitle")}</p>
          <p className="text-ink-muted">{t("emptyText")}</p>
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

function Message({ mail }: { readonly mail: Mail }) {
  const t = useTranslations("account.mailbox");
  const format = useFormatter();
  // The embedded stack runs on the reader's own machine, so the server's time zone is theirs.
  const at = format.dateTime(new Date(mail.createdAt), { dateStyle: "medium", timeStyle: "short" });
  return (
    <article className="flex flex-col gap-3 rounded-large border border-line bg-panel p-4 sm:p-5">
      <header className="flex flex-col gap-0.5">
        <h2 dir="auto" className="text-start font-semibold text-lg">
          {mail.subject}
        </h2>
        <p className="break-words text-ink-muted text-sm">
          {t.rich("sentTo", {
            email: mail.to,
            at,
            who: (address) => <bdi>{address}</bdi>,
            time: (words) => <time dateTime={mail.createdAt}>{words}</time>,
          })}
        </p>
      </header>
      <p dir="auto" className="whitespace-pre-wrap text-ink-muted [overflow-wrap:anywhere]">
        {mail.text}
      </p>
      {mail.link && (
        <div>
          <Button asChild>
            <a href={mail.link}>{t("follow")}</a>
          </Button>
        </div>
      )}
    </article>
  );
}
