import { useLocale } from "next-intl";
import { moneyInWords } from "#components/billing/money.ts";

/** An amount in a currency's smallest unit, as it is written in the page's language. */
export function useMoney(): (money: Parameters<typeof moneyInWords>[1]) => string {
  const locale = useLocale();
  return (money) => moneyInWords(locale, money);
}
