"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** A new key's secret, to be taken away. */
export function SecretOnce({ secret }: { readonly secret: string }) {
  const t = useTranslations("keys.made");
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    field.current?.select();
    // Without the right to the clipboard the text is selected, to be copied by hand.
    await navigator.clipboard?.writeText(secret).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("secret")}>
        {(control) => (
          <Input
            {...control}
            ref={field}
            readOnly
            value={secret}
            spellCheck={false}
            className="font-mono"
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <Button onClick={copy}>
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        <span aria-live="polite">{t(copied ? "copied" : "copy")}</span>
      </Button>
      <p className="text-ink-muted text-sm">{t.rich("use", { code: (words) => <code dir="ltr">{words}</code> })}</p>
    </div>
  );
}
