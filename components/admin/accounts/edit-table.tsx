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
      columns={[
        { key: "when", label: t("adminAccounts.when") },
        { key: "operation", label: t("adminAccounts.edits.operation") },
        { key: "model", label: t("adminAccounts.edits.model") },
        { key: "status", label: t("adminAccounts.edits.status") },
        { key: "tokens", label: t("adminAccounts.edits.tokens"), isNumber: true },
      ]}
    >
      {edits.map((edit) => (
        <tr key={edit.id}>
          <td>
            <When at={edit.createdAt} />
          </td>
          <td className="whitespace-nowrap">{operationOf(edit.operation)}</td>
          <td className="text-ink-muted">
            <bdi>{edit.model}</bdi>
          </td>
          <td>
            <span className="inline-flex flex-wrap items-center gap-2">
              <Badge tone={TONES[edit.status]}>{t(`adminAccounts.edits.statuses.${edit.status}`)}</Badge>
              {edit.errorCode && <code className="text-ink-muted text-sm">{edit.errorCode}</code>}
            </span>
          </td>
          <td className="text-end">{format.number(edit.tokens.charged)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
