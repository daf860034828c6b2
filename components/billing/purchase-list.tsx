import { useFormatter, useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { Purchase } from "#lib/contracts/billing.ts";
import { moneyInWords } from "./money.ts";
import { PURCHASE_TONES } from "./purchase-tones.ts";
import { ReceiptLink } from "./receipt-link.tsx";

/** Orders with what became of them, and their receipts. */
export function PurchaseList({ purchases }: { readonly purchases: readonly Purchase[] }) {
  const t = useTranslations("billing");
  const format = useFormatter();
  const locale = useLocale();
  return (
    <ul className="flex flex-col divide-y divide-line">
      {purchases.map(({ id, tokens, price, status, refundedAmount, receiptUrl, createdAt }) => {
        const date = format.dateTime(new Date(createdAt), { dateStyle: "medium" });
        const refunded = moneyInWords(locale, { ...price, amount: refundedAmount });
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5 tabular-nums">
            <span className="min-w-28 text-ink-muted">{date}</span>
            <span className="font-medium">{moneyInWords(locale, price)}</span>
            <span className="text-ink-muted">{t("packs.name", { count: tokens })}</span>
            <Badge tone={PURCHASE_TONES[status]}>{t(`purchases.status.${status}`, { price: refunded })}</Badge>
            {receiptUrl && (
              <span className="ms-auto">
                <ReceiptLink url={receiptUrl} date={date} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
