"use client";

import { useTranslations } from "next-intl";
import { type ChangeEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface DownloadRangeProps {
  readonly what: "entries" | "purchases";
  /** Of the file. */
  readonly path: string;
}

/** A file of what lies between two days, the later of which the browser asks for. Works without scripts. */
export function DownloadRange({ what, path }: DownloadRangeProps) {
  const t = useTranslations("adminAccounts.download");
  const id = useId();
  const [days, setDays] = useState({ from: "", to: "" });
  const keep = ({ currentTarget: { name, value } }: ChangeEvent<HTMLInputElement>) =>
    setDays((kept) => ({ ...kept, [name]: value }));
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 border-line border-t pt-6">
      <h2 id={id} className="font-medium">
        {t(what)}
      </h2>
      <form action={path} className="flex flex-wrap items-end gap-3">
        <Field label={t("from")}>
          {(control) => <Input {...control} type="date" name="from" max={days.to} onChange={keep} />}
        </Field>
        <Field label={t("to")}>
          {(control) => <Input {...control} type="date" name="to" min={days.from} onChange={keep} />}
        </Field>
        <Button type="submit">{t("submit")}</Button>
      </form>
      <p className="text-ink-muted text-sm">{t(`${what}Hint`)}</p>
    </section>
  );
}
