"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { ApiError } from "#lib/client/api-error.ts";
import { toScreen } from "#lib/client/view/viewport.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import type { FindingState } from "../state/finding.ts";
import { notify } from "../state/notify.ts";
import { FloatingBar } from "./stage-bars.tsx";

function useFinding<Part>(select: (state: FindingState) => Part): Part {
  return useEditorState(({ finding }) => finding.store, select);
}

/** What is being looked for in the picture, and what can be done with what was found. */
export function FindingNote() {
  const t = useTranslations("tools");
  const { finding } = useEditor();
  const work = useFinding((state) => state.work);
  // It ends by choice, or by marking anything else.
  const isFound = useFinding(() => finding.canCorrect);
  const isLast = useEditorState(
    (it) => it.maskState,
    () => finding.canCorrect,
  );
  useTelling();
  if (work) {
    const what = t(`finding.${work.kind}`);
    return (
      <FloatingBar className="ps-3.5 text-sm">
        <Spinner className="size-4" />
        <span className="tabular-nums">
          {work.fraction === null ? what : t("finding.progress", { what, fraction: work.fraction })}
        </span>
        <Button size="small" onClick={() => finding.cancel()}>
          {t("finding.cancel")}
        </Button>
      </FloatingBar>
    );
  }
  if (!isFound || !isLast) return null;
  return (
    <FloatingBar className="ps-3.5 text-sm">
      <span>{t("finding.refine")}</span>
      <Button size="small" onClick={() => finding.drop()}>
        {t("object.drop")}
      </Button>
      <Button size="small" onClick={() => finding.keep()}>
        {t("object.keep")}
      </Button>
    </FloatingBar>
  );
}

/** A sign that work is under way, where it was pointed at. */
export function FindingSpot() {
  const at = useFinding((state) => state.work?.at ?? null);
  const viewport = useEditorState(
    (it) => it.view,
    (view) => view.viewport,
  );
  if (!at) return null;
  const { x, y } = toScreen(viewport, at);
  return (
    <span
      aria-hidden="true"
      style={{ transform: `translate(${x}px, ${y}px)` }}
      className="pointer-events-none absolute top-0 left-0 -m-3 rounded-full bg-scrim p-1 text-photo-ink"
    >
      <Spinner className="size-4" />
    </span>
  );
}

/** Says aloud what is being looked for, and in words why nothing was marked. */
function useTelling(): void {
  const t = useTranslations("tools");
  const inWords = useErrorWords();
  const { announcer } = useEditor();
  const kind = useFinding(({ work }) => work?.kind ?? null);
  const error = useFinding((state) => state.error);
  const say = useEffectEvent((words: string) => announcer.getState().say(words));
  const sayWork = useEffectEvent((what: NonNullable<typeof kind>) => say(t(`finding.${what}`)));
  const tell = useEffectEvent((problem: ApiError) => {
    const description = inWords(problem);
    say(`${t("finding.failed")}. ${description}`);
    notify("warning", t("finding.failed"), { description });
  });
  useEffect(() => {
    if (kind) sayWork(kind);
  }, [kind]);
  useEffect(() => {
    if (error) tell(error);
  }, [error]);
}
