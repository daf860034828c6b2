"use client";

import { CircleAlert, CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import type { ApiError } from "#lib/client/api-error.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { useAsk } from "../state/use-ask.ts";

/** Why an edit cannot be run now, and what to do. Read out when it appears. */
export function RunProblem() {
  const t = useTranslations("request.problem");
  const isOnline = useEditorState(
    (it) => it.account,
    (account) => account.isOnline,
  );
  const tokens = useEditorState(
    (it) => it.account,
    (account) => account.tokens,
  );
  const { quote, error } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const hasFailed = useEditorState(
    (it) => it.maskState,
    (mask) => mask.hasFailed,
  );
  const { missing } = useAsk();
  // What is missing stands beside the button already; only pressing it makes a problem of that.
  const refusal = error ?? (quote.status === "refused" && !missing ? quote.error : null);
  const short = quote.status === "known" && !quote.quote.affordable ? quote.quote.tokens : null;
  return (
    <div aria-live="polite" className="empty:hidden">
      {hasFailed ? (
        <Problem>{t("paintingStopped")}</Problem>
      ) : !isOnline ? (
        <Problem icon={<CloudOff aria-hidden="true" />}>{t("offline")}</Problem>
      ) : refusal ? (
        <ErrorProblem error={refusal} />
      ) : short !== null ? (
        <Problem>
          {t("short", { count: short, available: tokens?.available ?? 0 })}
          {tokens?.canBuy && <> {t.rich("buy", { link: buyLink })}</>}
        </Problem>
      ) : null}
    </div>
  );
}

function ErrorProblem({ error }: { readonly error: ApiError }) {
  const t = useTranslations();
  const inWords = useErrorWords();
  const showsRequest = error.code === "internal" && error.requestId !== null;
  return (
    <Problem>
      {inWords(error)}
      {error.retryAfterSeconds !== undefined &&
        ` ${t("request.problem.tryAgainIn", { seconds: error.retryAfterSeconds })}`}
      {error.code === "unauthenticated" && <> {t.rich("request.problem.signIn", { link: signInLink })}</>}
      {showsRequest && (
        <span className="block text-ink-muted">{t("common.request", { id: error.requestId ?? "" })}</span>
      )}
    </Problem>
  );
}

/** Comes back to this very photo, where everything is as it was left. */
const buyLink = (words: ReactNode) => (
  <a href={`/billing?next=${encodeURIComponent(location.pathname)}`} className="font-medium underline">
    {words}
  </a>
);

const signInLink = (words: ReactNode) => (
  <a href="/sign-in" target="_blank" rel="noopener" className="font-medium underline">
    {words}
  </a>
);

function Problem({ icon, children }: { readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex gap-2 rounded-medium border border-line-strong bg-raised p-3 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-warning-text">
      {icon ?? <CircleAlert aria-hidden="true" />}
      <p>{children}</p>
    </div>
  );
}
