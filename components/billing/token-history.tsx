import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { TokenChange } from "#lib/contracts/billing.ts";

interface TokenHistoryProps {
  readonly changes: readonly TokenChange[];
  /** The page that goes on below, or null. */
  readonly olderHref: string | null;
}

/** What came and went, newest first, in plain words. */
export function TokenHistory({ changes, olderHref }: TokenHistoryProps) {
  const t = useTranslations("billing.history");
  const format = useFormatter();
  const say = useChangeWords();
  if (changes.length === 0) return <p className="text-ink-muted">{t("none")}</p>;
  return (
    <div className="flex flex-col gap-4">
      <table className="w-full text-start tabular-nums">
        <thead className="text-ink-muted text-sm">
          <tr className="border-line border-b [&>th]:py-2 [&>th]:text-start [&>th]:font-medium">
            <th scope="col">{t("what")}</th>
            <th scope="col" className="max-sm:hidden">
              {t("when")}
            </th>
            <th scope="col" className="text-end!">
              {t("change")}
            </th>
            <th scope="col" className="ps-4 text-end!">
              {t("balance")}
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => {
            const when = format.dateTime(new Date(change.createdAt), { dateStyle: "medium", timeStyle: "short" });
            return (
              <tr key={change.id} className="border-line border-b [&>td]:py-2.5 [&>td]:align-top">
                <td>
                  <span dir="auto" className="wrap-anywhere">
                    {say(change)}
                  </span>
                  <span className="block text-ink-muted text-sm sm:hidden">{when}</span>
                </td>
                <td className="text-ink-muted max-sm:hidden">{when}</td>
                <td className="text-end font-medium">{format.number(change.tokens, { signDisplay: "exceptZero" })}</td>
                <td className="ps-4 text-end text-ink-muted">{format.number(change.balance)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {olderHref && (
        <Button asChild className="self-center">
          <Link href={olderHref} scroll={false}>
            {t("more")}
          </Link>
        </Button>
      )}
    </div>
  );
}

function useChangeWords(): (change: TokenChange) => string {
  const t = useTranslations();
  return ({ kind, edit }) => {
    if (kind === "capture" && edit) {
      const operation = t(`operations.${edit.operation}.label`);
      return t("billing.history.kinds.captureOf", { operation, photo: edit.imageName });
    }
    return t(`billing.history.kinds.${kind}`);
  };
}
