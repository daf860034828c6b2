"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";

/** A new key's secret, all of it to be seen, to be taken away. */
export function SecretOnce({ secret }: { readonly secret: string }) {
  const t = useTranslations("keys.made");
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
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
          <div className="flex items-start gap-2">
            <Textarea
              {...control}
              ref={field}
              readOnly
              value={secret}
              rows={2}
              spellCheck={false}
              dir="ltr"
              className="field-sizing-content min-h-0! min-w-0 resize-none! break-all font-mono"
              onFocus={(event) => event.target.select()}
            />
            <Button onClick={copy}>
              {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
              <span aria-live="polite">{t(copied ? "copied" : "copy")}</span>
            </Button>
          </div>
        )}
      </Field>
      <p className="text-ink-muted text-sm">{t.rich("use", { code: (words) => <code dir="ltr">{words}</code> })}</p>
    </div>
  );
}
