"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import type { ApiError } from "#lib/client/api-error.ts";

interface FormErrorProps {
  readonly error: ApiError | null;
  /** In place of the usual sentence, where the form can say more. */
  readonly words?: string | null;
  /** The next step, as a link or a button. */
  readonly children?: ReactNode;
}

/** Why a form was refused, read aloud when it appears. */
export function FormError({ error, words, children }: FormErrorProps) {
  const t = useTranslations("common");
  const inWords = useErrorWords();
  return (
    <div role="alert" className={error ? undefined : "sr-only"}>
      {error && (
        <div className="flex gap-2 rounded-medium border border-danger-text px-3 py-2.5 text-base">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger-text" />
          <div className="flex flex-col gap-1">
            <p>{words ?? inWords(error)}</p>
            {children}
            {error.code === "internal" && error.requestId && (
              <p className="text-ink-muted text-sm">{t("request", { id: error.requestId })}</p>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
