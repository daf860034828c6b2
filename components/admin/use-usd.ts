import { useFormatter } from "next-intl";
import { steadySign } from "#components/billing/money.ts";

const MICRO = 1_000_000;
/** Below this much, cents say too little. */
const SMALL_MICRO = 100_000;

/** An amount in millionths of a US dollar, in words. */
export function useUsd(): (microUsd: number) => string {
  const format = useFormatter();
  return (microUsd) => {
    const isSmall = microUsd !== 0 && Math.abs(microUsd) < SMALL_MICRO;
    return steadySign(
      format.number(microUsd / MICRO, {
        style: "currency",
        currency: "USD",
        ...(isSmall && { maximumFractionDigits: 4 }),
      }),
    );
  };
}
