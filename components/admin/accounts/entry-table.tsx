import { useFormatter, useTranslations } from "next-intl";
import type { FullEntry } from "#lib/contracts/admin/accounts.ts";
import { CHANGE_KINDS } from "#lib/contracts/billing.ts";
import { Actor } from "../actor.tsx";
import { DataTable } from "../data-table.tsx";
import { useReasonWords } from "../reason-words.ts";
import { When } from "../when.tsx";

/** Every kind there is, with those that only set tokens aside. */
const KINDS = [...CHANGE_KINDS, "hold", "release"] as const;

/** Entries of one account, newest first, with who made them and why. */
export function EntryTable({ entries }: { readonly entries: readonly FullEntry[] }) {
  const t = useTranslations("adminAccounts");
  const format = useFormatter();
  const reasonInWords = useReasonWords();
  return (
    <DataTable
      label={t("entries.title")}
      empty={t("entries.none")}
      columns={[
        { key: "when", label: t("when") },
        { key: "kind", label: t("entries.kind") },
        { key: "delta", label: t("entries.delta"), isNumber: true },
        { key: "held", label: t("entries.held"), isNumber: true },
        { key: "balance", label: t("entries.balance"), isNumber: true },
        { key: "actor", label: t("by") },
        { key: "reason", label: t("reason.column") },
      ]}
    >
      {entries.map((entry) => (
        <tr key={entry.id}>
          <td>
            <When at={entry.createdAt} />
          </td>
          <td className="whitespace-nowrap">
            {t(`entries.kinds.${KINDS.find((kind) => kind === entry.kind) ?? "other"}`)}
          </td>
          <td className="text-end font-medium">{format.number(entry.delta, { signDisplay: "exceptZero" })}</td>
          <td className="text-end text-ink-muted">{format.number(entry.heldDelta, { signDisplay: "exceptZero" })}</td>
          <td className="text-end">{format.number(entry.balance)}</td>
          <td className="whitespace-nowrap text-ink-muted">
            <Actor name={entry.actor} />
          </td>
          <td className="min-w-72">
            <span dir="auto" className="wrap-anywhere block">
              {reasonInWords(entry)}
            </span>
            {entry.reference && <bdi className="wrap-anywhere block text-ink-muted text-sm">{entry.reference}</bdi>}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
