"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";

interface DemoButtonProps extends Pick<ButtonProps, "variant" | "size" | "className"> {
  readonly next?: string;
}

/** Signs into the account that the embedded stack keeps for trying things out. */
export function DemoButton({ next = "/photos", ...looks }: DemoButtonProps) {
  const t = useTranslations("account.demo");
  const inWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    setBusy(true);
    try {
      // Loaded now, because most people who see the button come with an account or without one.
      const { signInToDemo } = await import("#lib/client/account.ts");
      await signInToDemo();
      location.assign(next);
    } catch (error) {
      setBusy(false);
      toast.error(t("failed"), { description: inWords(asApiError(error)) });
    }
  };
  return (
    <Button {...looks} busy={busy} onClick={enter}>
      {t("enter")}
    </Button>
  );
}
