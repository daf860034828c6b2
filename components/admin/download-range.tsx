import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface DownloadRangeProps {
  readonly what: "entries" | "purchases";
  /** Of the file. */
  readonly path: string;
}

/** A file of what lies between two days. Works without scripts. */
export function DownloadRange({ what, path }: DownloadRangeProps) {
  const t = useTranslations("adminAccounts.download");
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 border-line border-t pt-6">
      <h2 id={id} className="font-medium">
        {t(what)}
      </h2>
      <form action={path} className="flex flex-wrap items-end gap-3">
        <Field label={t("from")}>{(control) => <Input {...control} type="date" name="from" />}</Field>
        <Field label={t("to")}>{(control) => <Input {...control} type="date" name="to" />}</Field>
        <Button type="submit">{t("submit")}</Button>
      </form>
      <p className="text-ink-muted text-sm">{t(`${what}Hint`)}</p>
    </section>
  );
}
