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
  const signed = (tokens: number) => format.number(tokens, { signDisplay: "exceptZero" });
  return (
    <DataTable
      label={t("entries.title")}
      empty={t("entries.none")}
      rows={entries}
      keyOf={({ id }) => id}
      columns={[
        { key: "when", label: t("when"), cell: ({ createdAt }) => <When at={createdAt} /> },
        {
          key: "kind",
          label: t("entries.kind"),
          kind: "heading",
          cell: (entry) => t(`entries.kinds.${KINDS.find((kind) => kind === entry.kind) ?? "other"}`),
        },
        {
          key: "delta",
          label: t("entries.delta"),
          kind: "number",
          cell: ({ delta }) => <span className="font-medium">{signed(delta)}</span>,
        },
        {
          key: "held",
          label: t("entries.held"),
          kind: "number",
          isMuted: true,
          cell: ({ heldDelta }) => signed(heldDelta),
        },
        { key: "balance", label: t("entries.balance"), kind: "number", cell: ({ balance }) => format.number(balance) },
        { key: "actor", label: t("by"), isMuted: true, cell: ({ actor }) => <Actor name={actor} /> },
        {
          key: "reason",
          label: t("reason.column"),
          kind: "prose",
          cell: (entry) => (
            <span className="wrap-anywhere block min-w-48">
              <bdi>{reasonInWords(entry)}</bdi>
              {entry.reference && (
                <span className="block text-ink-muted text-sm">
                  <bdi>{entry.reference}</bdi>
                </span>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
