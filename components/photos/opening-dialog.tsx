"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { AskAgainButton } from "./ask-again-button.tsx";
import { HeicDialog } from "./heic-dialog.tsx";
import type { OpeningState, Refusal } from "./open-photos.ts";

interface OpeningDialogProps {
  readonly state: OpeningState;
  readonly onClose: () => void;
  readonly onPick: () => void;
}

/** How far the opening of photos has come, and which were refused and why. */
export function OpeningDialog({ state, onClose, onPick }: OpeningDialogProps) {
  const t = useTranslations();
  if (state.phase === "idle") return null;
  const close = (open: boolean) => {
    if (!open) onClose();
  };
  if (state.phase === "asking")
    return <HeicDialog question={state.question} onAnswer={state.answer} onClose={onClose} />;
  if (state.phase === "refused") {
    return (
      <Dialog
        open
        onOpenChange={close}
        title={
          state.count === 1
            ? t("photos.opening.refusedOne")
            : t("photos.opening.refusedSeveral", { refused: state.refusals.length, count: state.count })
        }
        actions={
          <Button variant="primary" onClick={onPick}>
            {t("photos.opening.chooseAnother")}
          </Button>
        }
      >
        <ul className="flex flex-col gap-3">
          {state.refusals.map((refusal) => (
            <RefusalItem key={refusal.name} refusal={refusal} />
          ))}
        </ul>
      </Dialog>
    );
  }
  const { stage, stageFile, progress } = stageOf(state);
  return (
    <Dialog
      open
      onOpenChange={close}
      title={
        state.count === 1
          ? t("photos.opening.one")
          : t("photos.opening.several", { number: state.index + 1, count: state.count })
      }
      actions={
        <>
          {state.phase === "converting" && <AskAgainButton />}
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <p role="status" className="truncate text-ink-muted">
          {t.rich(stageFile, { name: state.name, file: fileName })}
        </p>
        <Progress label={t(stage)} value={progress} />
      </div>
    </Dialog>
  );
}

/** What is being done, in the catalogue's keys, and how far it is: 0..1, or null while that is not known. */
function stageOf({ phase, fraction }: Extract<OpeningState, { phase: "sending" | "converting" }>) {
  if (phase === "converting") {
    return { stage: "heic.converting", stageFile: "heic.convertingFile", progress: fraction } as const;
  }
  return fraction < 1
    ? ({ stage: "photos.opening.sending", stageFile: "photos.opening.sendingFile", progress: fraction } as const)
    : ({ stage: "photos.opening.reading", stageFile: "photos.opening.readingFile", progress: null } as const);
}

const fileName = (words: ReactNode) => <bdi>{words}</bdi>;

function RefusalItem({ refusal: { name, error } }: { readonly refusal: Refusal }) {
  const t = useTranslations("common");
  const inWords = useErrorWords();
  return (
    <li className="flex flex-col">
      <span dir="auto" className="w-fit max-w-full truncate font-medium">
        {name}
      </span>
      <span className="text-ink-muted">{inWords(error)}</span>
      {error.code === "internal" && error.requestId && (
        <span className="text-ink-muted text-sm">{t("request", { id: error.requestId })}</span>
      )}
    </li>
  );
}
