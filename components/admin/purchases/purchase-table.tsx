import { useFormatter, useLocale, useTranslations } from "next-intl";
import { moneyInColumn, moneyInWords } from "#components/billing/money.ts";
import { PURCHASE_TONES } from "#components/billing/purchase-tones.ts";
import { ReceiptLink } from "#components/billing/receipt-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { AdminPurchase } from "#lib/contracts/admin/purchases.ts";
import { refundableMinor } from "#lib/domain/refund.ts";
import { AccountLink } from "../account-link.tsx";
import { DataTable } from "../data-table.tsx";
import { When } from "../when.tsx";
import { RefundButton } from "./refund-button.tsx";

interface PurchaseTableProps {
  readonly purchases: readonly AdminPurchase[];
  /** Whether this server can ask Stripe for refunds. */
  readonly canRefund: boolean;
  /** All of one account, which the page is about. */
  readonly isOfOne?: boolean;
}

/** Orders with what became of them, newest first. */
export function PurchaseTable({ purchases, canRefund, isOfOne = false }: PurchaseTableProps) {
  const t = useTranslations();
  const format = useFormatter();
  const locale = useLocale();
  return (
    <DataTable
      label={t("adminAccounts.purchases.title")}
      empty={t("adminAccounts.purchases.none")}
      columns={[
        { key: "when", label: t("adminAccounts.when") },
        ...(isOfOne ? [] : [{ key: "buyer", label: t("adminAccounts.purchases.buyer") }]),
        { key: "tokens", label: t("adminAccounts.purchases.tokens"), isNumber: true },
        { key: "paid", label: t("adminAccounts.purchases.paid"), isNumber: true },
        { key: "status", label: t("adminAccounts.purchases.status") },
        { key: "actions", label: t("adminAccounts.purchases.actions") },
      ]}
    >
      {purchases.map((purchase) => {
        const { id, email, userId, tokens, status, receiptUrl, createdAt, isLive } = purchase;
        const currency = purchase.chargedCurrency ?? purchase.currency;
        const paid = moneyInColumn(locale, { amount: purchase.chargedMinor ?? purchase.priceMinor, currency });
        const date = format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" });
        return (
          <tr key={id}>
            <td>
              <When at={createdAt} />
            </td>
            {!isOfOne && (
              <td>
                <AccountLink id={userId} email={email} />
              </td>
            )}
            <td className="text-end">{format.number(tokens)}</td>
            <td className="text-end font-medium">{paid}</td>
            <td>
              <span className="inline-flex gap-1 whitespace-nowrap">
                <Badge tone={PURCHASE_TONES[status]}>
                  {t(`billing.purchases.status.${status}`, {
                    price: moneyInWords(locale, { amount: purchase.refundedMinor, currency }),
                  })}
                </Badge>
                {!isLive && <Badge>{t("adminAccounts.purchases.test")}</Badge>}
              </span>
            </td>
            <td>
              <span className="flex items-center gap-3">
                {canRefund && refundableMinor(purchase) > 0 && <RefundButton purchase={purchase} />}
                {receiptUrl && <ReceiptLink url={receiptUrl} date={date} />}
              </span>
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}
