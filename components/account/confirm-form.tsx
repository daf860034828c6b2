"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { confirm } from "#lib/client/account.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { ConfirmRequest } from "#lib/contracts/account.ts";
import { FormError } from "./form-error.tsx";
import { linkTo } from "./text-link.tsx";

interface ConfirmFormProps {
  readonly request: ConfirmRequest;
  readonly label: string;
}

/** One press, because programs that look through mail follow every link and would use it up. */
export function ConfirmForm({ request, label }: ConfirmFormProps) {
  const t = useTranslations("account.confirm");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const redeem = async () => {
    setBusy(true);
    setError(null);
    try {
      location.assign(await confirm(request));
    } catch (thrown) {
      setError(asApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-4">
      <FormError error={error}>
        {error?.code === "link_expired" && (
          <p>{t.rich("expired", { signIn: linkTo("/sign-in"), reset: linkTo("/reset") })}</p>
        )}
      </FormError>
      {error?.code !== "link_expired" && (
        <Button variant="primary" busy={busy} onClick={redeem}>
          {label}
        </Button>
      )}
    </div>
  );
}
