import { useLocale, useTranslations } from "next-intl";
import type { PackInfo } from "#lib/contracts/billing.ts";
import { BuyButton } from "./buy-button.tsx";
import { moneyInWords, pricePerToken } from "./money.ts";

interface PackListProps {
  readonly packs: readonly PackInfo[];
  readonly next: string | undefined;
}

/** What can be bought, the middle one offered first. */
export function PackList({ packs, next }: PackListProps) {
  const t = useTranslations("billing.packs");
  const locale = useLocale();
  return (
    <ul className="grid gap-3 sm:grid-cols-3">
      {packs.map((pack, index) => {
        const price = moneyInWords(locale, pack.price);
        return (
          <li key={pack.id} className="flex flex-col gap-4 rounded-large border border-line bg-panel p-4 sm:p-5">
            <div className="flex flex-1 flex-col gap-0.5">
              <h3 className="font-semibold text-xl tabular-nums">{t("name", { count: pack.tokens })}</h3>
              <p className="text-ink-muted tabular-nums">
                {t("perToken", { price: pricePerToken(locale, pack.price, pack.tokens) })}
              </p>
            </div>
            <BuyButton pack={pack} price={price} next={next} isPrimary={index === 1} />
          </li>
        );
      })}
    </ul>
  );
}
