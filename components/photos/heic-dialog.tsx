"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { HeicTarget } from "#lib/client/heic/convert-heic.ts";
import type { HeicQuestion } from "#lib/client/heic/heic-batch.ts";
import { readHeicChoice, rememberHeicChoice } from "#lib/client/heic/heic-choice.ts";

interface HeicDialogProps {
  readonly question: HeicQuestion;
  readonly onAnswer: (target: HeicTarget) => void;
  readonly onClose: () => void;
}

const MEGABYTE = 1e6;

/** What the HEICs among the photos become: the one choice holds for all of them, and may be kept. */
export function HeicDialog({ question: { count, bytes, bits }, onAnswer, onClose }: HeicDialogProps) {
  const t = useTranslations("heic");
  const [last] = useState(() => readHeicChoice().target);
  const [askNoMore, setAskNoMore] = useState(false);
  const megabytes = (target: HeicTarget) => Math.max(1, Math.round(bytes[target] / MEGABYTE));
  const answer = (target: HeicTarget) => {
    rememberHeicChoice({ target, ask: !askNoMore });
    onAnswer(target);
  };
  const choice = (target: HeicTarget) => (
    <Button variant={last === target ? "primary" : "secondary"} onClick={() => answer(target)}>
      {t(target, { megabytes: megabytes(target) })}
    </Button>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("title", { count })}
      description={bits > 8 ? `${t("text", { count })} ${t("deep", { bits })}` : t("text", { count })}
    >
      <div className="flex flex-col gap-2">
        {choice("png")}
        {choice("jpeg")}
      </div>
      <Switch label={t("askNoMore")} checked={askNoMore} onCheckedChange={setAskNoMore} />
    </Dialog>
  );
}
