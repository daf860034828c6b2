"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { askAboutHeicAgain, readHeicChoice } from "#lib/client/heic/heic-choice.ts";

/** Takes back "Do not ask again", where the choice made then is being used. */
export function AskAgainButton() {
  const t = useTranslations("heic");
  const [asks, setAsks] = useState(() => readHeicChoice().ask);
  if (asks) return null;
  const askAgain = () => {
    askAboutHeicAgain();
    setAsks(true);
  };
  return (
    <Button variant="ghost" onClick={askAgain}>
      {t("askAgain")}
    </Button>
  );
}
