import { useFormatter, useTranslations } from "next-intl";
import { AccountLink } from "#components/admin/account-link.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import type { AdminActionInfo } from "#lib/contracts/admin/actions.ts";
import { useActionWords } from "./action-words.ts";

/** What administrators did, newest first, to whom, and why. */
export function ActionList({ actions }: { readonly actions: readonly AdminActionInfo[] }) {
  const t = useTranslations("admin.actions");
  const format = useFormatter();
  const inWords = useActionWords();
  return (
    <DataTable
      label={t("title")}
      empty={t("none")}
      columns={[
        { key: "when", label: t("columns.when") },
        { key: "what", label: t("columns.what") },
        { key: "account", label: t("columns.account") },
        { key: "why", label: t("columns.why") },
        { key: "who", label: t("columns.who") },
      ]}
    >
      {actions.map((action) => (
        <tr key={action.id}>
          <td className="whitespace-nowrap text-ink-muted">
            {format.dateTime(new Date(action.createdAt), { dateStyle: "medium", timeStyle: "short" })}
          </td>
          <td className="wrap-anywhere min-w-40">{inWords(action)}</td>
          <td className="min-w-44">{action.userId && <AccountLink id={action.userId} email={action.userEmail} />}</td>
          <td dir="auto" className="wrap-anywhere min-w-48">
            {action.reason}
          </td>
          <td className="wrap-anywhere min-w-44 text-ink-muted">
            <Who action={action} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function Who({ action: { actor, actorEmail } }: { readonly action: AdminActionInfo }) {
  const t = useTranslations("admin.actions");
  if (actor === "system") return t("system");
  return <bdi>{actorEmail ?? actor}</bdi>;
}
