"use client";

import { Download } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { downloadArchive } from "#lib/client/profile.ts";
import { FormError } from "../form-error.tsx";

/** The browser writes the archive to disk while it is made, once the server has said that it will send it. */
export function ExportButton() {
  const t = useTranslations("profile.export");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const tooOften = useTooOften();
  const start = async () => {
    setBusy(true);
    setError(null);
    await downloadArchive().catch((thrown: unknown) => setError(asApiError(thrown)));
    setBusy(false);
  };
  return (
    <div className="flex flex-col items-start gap-4">
      <FormError error={error} words={error && tooOften(error)} />
      <Button busy={busy} onClick={start}>
        <Download aria-hidden="true" />
        {t("submit")}
      </Button>
    </div>
  );
}

/** When the next archive can be had: that is up to an hour away. */
function useTooOften(): (error: ApiError) => string | null {
  const t = useTranslations("profile.export");
  const format = useFormatter();
  return ({ code, retryAfterSeconds }) => {
    if (code !== "rate_limited" || retryAfterSeconds === undefined) return null;
    const time = format.dateTime(new Date(Date.now() + retryAfterSeconds * 1000), { timeStyle: "short" });
    return t("tooOften", { time });
  };
}
