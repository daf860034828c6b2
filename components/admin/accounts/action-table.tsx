import { useFormatter, useTranslations } from "next-intl";
import type { AccountAction } from "#lib/contracts/admin/accounts.ts";
import { Actor } from "../actor.tsx";
import { DataTable } from "../data-table.tsx";

const KNOWN = ["adjust", "block", "unblock", "unfreeze", "release_hold", "ask_refund"] as const;

/** What administrators did to one account, newest first. */
export function ActionTable({ actions }: { readonly actions: readonly AccountAction[] }) {
  const t = useTranslations("adminAccounts");
  const format = useFormatter();
  return (
    <DataTable
      label={t("actions.title")}
      empty={t("actions.none")}
      columns={[
        { key: "when", label: t("when") },
        { key: "action", label: t("actions.what") },
        { key: "actor", label: t("by") },
        { key: "reason", label: t("reason.column") },
      ]}
    >
      {actions.map(({ id, action, actor, reason, createdAt }) => {
        const known = KNOWN.find((name) => name === action);
        return (
          <tr key={id}>
            <td className="whitespace-nowrap text-ink-muted">
              {format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" })}
            </td>
            <td className="whitespace-nowrap">{known ? t(`actions.names.${known}`) : action}</td>
            <td className="whitespace-nowrap text-ink-muted">
              <Actor name={actor} />
            </td>
            <td className="min-w-40">
              <span dir="auto" className="wrap-anywhere">
                {reason}
              </span>
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}
