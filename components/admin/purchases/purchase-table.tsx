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
      rows={purchases}
      keyOf={({ id }) => id}
      columns={[
        { key: "when", label: t("adminAccounts.when"), cell: ({ createdAt }) => <When at={createdAt} /> },
        ...(isOfOne
          ? []
          : [{ key: "buyer", label: t("adminAccounts.purchases.buyer"), kind: "heading", cell: buyerOf } as const]),
        {
          key: "tokens",
          label: t("adminAccounts.purchases.tokens"),
          kind: "number",
          cell: ({ tokens }) => format.number(tokens),
        },
        {
          key: "paid",
          label: t("adminAccounts.purchases.paid"),
          kind: "number",
          cell: (purchase) => (
            <span className="font-medium">
              {moneyInColumn(locale, {
                amount: purchase.chargedMinor ?? purchase.priceMinor,
                currency: currencyOf(purchase),
              })}
            </span>
          ),
        },
        {
          key: "status",
          label: t("adminAccounts.purchases.status"),
          kind: "long",
          cell: (purchase) => (
            <span className="inline-flex flex-wrap gap-1">
              <Badge tone={PURCHASE_TONES[purchase.status]}>
                {t(`billing.purchases.status.${purchase.status}`, {
                  price: moneyInWords(locale, { amount: purchase.refundedMinor, currency: currencyOf(purchase) }),
                })}
              </Badge>
              {!purchase.isLive && <Badge>{t("adminAccounts.purchases.test")}</Badge>}
            </span>
          ),
        },
        {
          key: "actions",
          label: t("adminAccounts.purchases.actions"),
          kind: "actions",
          cell: (purchase) => {
            const isRefundable = canRefund && refundableMinor(purchase) > 0;
            const { receiptUrl, createdAt } = purchase;
            const date = format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" });
            return isRefundable || receiptUrl ? (
              <span className="flex items-center gap-3">
                {isRefundable && <RefundButton purchase={purchase} />}
                {receiptUrl && <ReceiptLink url={receiptUrl} date={date} />}
              </span>
            ) : null;
          },
        },
      ]}
    />
  );
}

const buyerOf = ({ userId, email }: AdminPurchase) => <AccountLink id={userId} email={email} />;

const currencyOf = ({ chargedCurrency, currency }: AdminPurchase): string => chargedCurrency ?? currency;
