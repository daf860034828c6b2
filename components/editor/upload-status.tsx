"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePhotoSource } from "#components/photos/photo-dropzone.tsx";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { ApiError } from "#lib/client/api-error.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";

const useUpload = () =>
  useEditorState(
    (it) => it.upload,
    (state) => state,
  );

/** How far a photo that is open from this device has come on its way to the server. */
export function UploadStatus() {
  const t = useTranslations("opening");
  const state = useUpload();
  if (state.phase !== "sending") return null;
  const isSent = state.fraction === 1;
  return (
    <div className="flex w-40 shrink-0 flex-col gap-1 max-sm:w-20">
      <span aria-hidden="true" className="truncate text-ink-muted text-xs tabular-nums max-sm:hidden">
        {isSent ? t("saving") : t("savingShare", { share: state.fraction })}
      </span>
      <Progress label={t("saving")} value={isSent ? null : state.fraction} />
    </div>
  );
}

/** Why the photo could not be saved, and what to do. Read out when it appears. */
export function UploadProblem() {
  const t = useTranslations("opening");
  const inWords = useErrorWords();
  const state = useUpload();
  return (
    <div role="alert" className="empty:hidden">
      {state.phase === "failed" && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-raised px-3 py-2 text-sm">
          <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-warning-text" />
          <p className="min-w-0 flex-1 basis-60">
            <span className="font-medium">{t("notSaved")}</span> {inWords(state.error)} {t("kept")}
          </p>
          <NextStep error={state.error} />
        </div>
      )}
    </div>
  );
}

function NextStep({ error }: { readonly error: ApiError }) {
  const t = useTranslations("opening");
  const { local } = useEditor();
  const { pick } = usePhotoSource();
  const isSignedOut = error.code === "unauthenticated";
  return (
    <>
      {isSignedOut && (
        <Button asChild size="small">
          <a href="/sign-in" target="_blank" rel="noopener">
            {t("signIn")}
          </a>
        </Button>
      )}
      {isRefusal(error) ? (
        <Button size="small" onClick={pick}>
          {t("chooseAnother")}
        </Button>
      ) : (
        <Button size="small" onClick={() => void local?.send()}>
          {t("tryAgain")}
        </Button>
      )}
    </>
  );
}

/** Whether the file itself is at fault, so that sending it once more changes nothing. */
const isRefusal = ({ status }: ApiError) => [409, 413, 415, 422].includes(status);
