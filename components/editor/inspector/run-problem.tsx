"use client";

import { CircleAlert, CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import type { ApiError } from "#lib/client/api-error.ts";
import { inTokens } from "#lib/client/edits/model-words.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { useAsk } from "../state/use-ask.ts";

/** Why an edit cannot be run now, and what to do. Read out when it appears. */
export function RunProblem() {
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
        <Problem>Painting has stopped working on this page. Reload it to go on.</Problem>
      ) : !isOnline ? (
        <Problem icon={<CloudOff aria-hidden="true" />}>
          You are offline. You can go on painting; run the edit when you are back.
        </Problem>
      ) : refusal ? (
        <ErrorProblem error={refusal} />
      ) : short !== null ? (
        <Problem>
          This edit needs {inTokens(short)} and you have {tokens?.available ?? 0}. Mark a smaller region or choose
          another model.
        </Problem>
      ) : null}
    </div>
  );
}

function ErrorProblem({ error }: { readonly error: ApiError }) {
  const showsRequest = error.code === "internal" && error.requestId !== null;
  return (
    <Problem>
      {error.message}
      {error.retryAfterSeconds !== undefined && ` Try again in ${error.retryAfterSeconds} s.`}
      {error.code === "unauthenticated" && (
        <>
          {" "}
          <a href="/sign-in" target="_blank" rel="noopener" className="font-medium underline">
            Sign in in a new tab
          </a>
          , then run it again: what you marked stays here.
        </>
      )}
      {showsRequest && <span className="block text-ink-muted">Request {error.requestId}</span>}
    </Problem>
  );
}

function Problem({ icon, children }: { readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="flex gap-2 rounded-medium border border-line-strong bg-raised p-3 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-warning-text">
      {icon ?? <CircleAlert aria-hidden="true" />}
      <p>{children}</p>
    </div>
  );
}
