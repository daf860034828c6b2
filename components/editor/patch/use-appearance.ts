import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import type { ApiError } from "#lib/client/api-error.ts";
import type { AppearanceChange } from "#lib/contracts/appearance.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { useEditor } from "../state/editor-context.tsx";
import { notify } from "../state/notify.ts";
import { AppearanceSender } from "./appearance-sender.ts";

interface AppearanceControl {
  change(change: AppearanceChange): void;
  /** Settles when the server has answered every change. */
  settle(): Promise<void>;
}

/** Changes how the result of this edit is shown; refusals are told. */
export function useAppearance(editId: string): AppearanceControl {
  const t = useTranslations("patch");
  const inWords = useErrorWords();
  const editor = useEditor();
  const sender = useMemo(
    () =>
      new AppearanceSender(editor, editId, (error: ApiError) =>
        notify("error", t("notChanged"), { description: inWords(error) }),
      ),
    [editor, editId, t, inWords],
  );
  useEffect(() => {
    const flush = () => void sender.flush();
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [sender]);
  return { change: (change) => sender.change(change), settle: () => sender.flush() };
}

/** Says when a change has been blended, or why it could not be. */
export function useBlendingNews({ appearance }: Edit): void {
  const t = useTranslations("patch");
  const inWords = useErrorWords();
  const { announcer } = useEditor();
  const isReblending = appearance?.reblending ?? false;
  const problem = appearance?.problem ?? null;
  const tell = useEffectEvent(() => {
    if (problem === null) announcer.getState().say(t("reblended"));
    else notify("error", t("notChanged"), { description: inWords({ code: problem, message: "", moderation: null }) });
  });
  const wasReblending = useRef(isReblending);
  useEffect(() => {
    if (wasReblending.current && !isReblending) tell();
    wasReblending.current = isReblending;
  }, [isReblending]);
}
