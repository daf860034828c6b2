"use client";

import { useTranslations } from "next-intl";
import { buttonClasses } from "#components/ui/button-classes.ts";
import { MessagePage } from "./message-page.tsx";

/** As Next hands it to an error page. The digest finds the line in the server's log. */
export interface PageFailedProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

export function PageFailed({ error, retry }: PageFailedProps) {
  const t = useTranslations("failure");
  return (
    <MessagePage
      title={t("title")}
      actions={
        <>
          <button type="button" onClick={retry} className={buttonClasses("primary", "medium")}>
            {t("tryAgain")}
          </button>
          {/* A plain link: a full load clears whatever went wrong in the page. */}
          <a href="/" className={buttonClasses("secondary", "medium")}>
            {t("startPage")}
          </a>
        </>
      }
    >
      <p>{t("text")}</p>
      {error.digest && <p className="mt-2 text-base">{t("digest", { digest: error.digest })}</p>}
    </MessagePage>
  );
}
