import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { AccountEdit } from "#lib/contracts/admin/accounts.ts";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import { DataTable } from "../data-table.tsx";
import { When } from "../when.tsx";

const TONES = {
  queued: "neutral",
  running: "accent",
  succeeded: "success",
  failed: "danger",
  cancelled: "neutral",
} as const satisfies Record<AccountEdit["status"], string>;

/** What somebody did, what it cost and how it ended. Never what they asked for. */
export function EditTable({ edits }: { readonly edits: readonly AccountEdit[] }) {
  const t = useTranslations();
  const format = useFormatter();
  const operationOf = (name: string) => {
    const operation = OPERATION_NAMES.find((known) => known === name);
    return operation ? t(`operations.${operation}.label`) : name;
  };
  return (
    <DataTable
      label={t("adminAccounts.edits.title")}
      empty={t("adminAccounts.edits.none")}
      rows={edits}
      keyOf={({ id }) => id}
      columns={[
        { key: "when", label: t("adminAccounts.when"), cell: ({ createdAt }) => <When at={createdAt} /> },
        {
          key: "operation",
          label: t("adminAccounts.edits.operation"),
          kind: "heading",
          cell: ({ operation }) => operationOf(operation),
        },
        {
          key: "model",
          label: t("adminAccounts.edits.model"),
          kind: "long",
          isMuted: true,
          cell: ({ model }) => <bdi className="wrap-anywhere">{model}</bdi>,
        },
        {
          key: "status",
          label: t("adminAccounts.edits.status"),
          kind: "long",
          cell: ({ status, errorCode }) => (
            <span className="inline-flex flex-wrap items-center gap-2">
              <Badge tone={TONES[status]}>{t(`adminAccounts.edits.statuses.${status}`)}</Badge>
              {errorCode && <code className="text-ink-muted text-sm">{errorCode}</code>}
            </span>
          ),
        },
        {
          key: "tokens",
          label: t("adminAccounts.edits.tokens"),
          kind: "number",
          cell: ({ tokens }) => format.number(tokens.charged),
        },
      ]}
    />
  );
}
