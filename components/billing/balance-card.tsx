import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";

interface BalanceCardProps {
  readonly available: number;
  readonly held: number;
  /** Why nothing can be spent, where that is so. */
  readonly halted: "blocked" | "frozen" | "inDebt" | null;
}

/** What can be spent now, what is set aside, and why not where spending is halted. */
export function BalanceCard({ available, held, halted }: BalanceCardProps) {
  const t = useTranslations("billing.balance");
  return (
    <section
      aria-labelledby="balance"
      className="flex flex-col gap-2 rounded-large border border-line bg-panel p-4 sm:p-6"
    >
      <h2 id="balance" className="font-medium text-ink-muted">
        {t("title")}
      </h2>
      <p className="font-semibold text-3xl tabular-nums">{t("available", { count: available })}</p>
      {held > 0 && <p className="max-w-prose text-ink-muted">{t("held", { count: held })}</p>}
      {halted && (
        <p role="status" className="flex max-w-prose gap-2 text-warning-text">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {t(halted)}
        </p>
      )}
    </section>
  );
}
