import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";

interface ReceiptLinkProps {
  /** At Stripe. */
  readonly url: string;
  /** When it was bought, in words, which tells one receipt from another. */
  readonly date: string;
}

/** The way to a purchase's receipt. */
export function ReceiptLink({ url, date }: ReceiptLinkProps) {
  const t = useTranslations("billing.purchases");
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      aria-label={t("receiptOf", { date })}
      className="inline-flex min-h-control items-center gap-1.5 text-accent-text underline underline-offset-2"
    >
      {t("receipt")}
      <ExternalLink aria-hidden="true" className="size-4 rtl:-scale-x-100" />
    </a>
  );
}
