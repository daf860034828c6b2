"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { openCheckout } from "#lib/client/billing.ts";
import type { PackInfo } from "#lib/contracts/billing.ts";

interface BuyButtonProps {
  readonly pack: PackInfo;
  /** In words. */
  readonly price: string;
  /** Where to go after paying. */
  readonly next: string | undefined;
  readonly isPrimary: boolean;
}

/** Opens an order and goes to its payment page. Stays busy while the page changes: a second press is no second order. */
export function BuyButton({ pack, price, next, isPrimary }: BuyButtonProps) {
  const t = useTranslations("billing.packs");
  const inWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const buy = async () => {
    setBusy(true);
    try {
      location.assign(await openCheckout({ packId: pack.id, ...(next !== undefined && { next }) }));
    } catch (error) {
      setBusy(false);
      toast.error(t("failed"), { description: inWords(asApiError(error)) });
    }
  };
  return (
    <Button
      variant={isPrimary ? "primary" : "secondary"}
      busy={busy}
      onClick={buy}
      aria-label={t("buyLabel", { count: pack.tokens, price })}
    >
      {busy ? t("opening") : t("buy", { price })}
    </Button>
  );
}
