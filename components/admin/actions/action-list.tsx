import { useTranslations } from "next-intl";
import { AccountLink } from "#components/admin/account-link.tsx";
import { Address } from "#components/admin/address.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { useReasonWords } from "#components/admin/reason-words.ts";
import { When } from "#components/admin/when.tsx";
import type { AdminActionInfo } from "#lib/contracts/admin/actions.ts";
import { useActionWords } from "./action-words.ts";

interface ActionListProps {
  readonly actions: readonly AdminActionInfo[];
  /** By their ids, what providers are called. */
  readonly providers: ReadonlyMap<string, string>;
  /** All to one account, which the page is about. */
  readonly isOfOne?: boolean;
}

/** What administrators did, newest first, to whom, and why. */
export function ActionList({ actions, providers, isOfOne = false }: ActionListProps) {
  const t = useTranslations("admin.actions");
  const inWords = useActionWords(providers);
  const reasonInWords = useReasonWords();
  return (
    <DataTable
      label={t("title")}
      empty={t("none")}
      columns={[
        { key: "when", label: t("columns.when") },
        { key: "what", label: t("columns.what") },
        ...(isOfOne ? [] : [{ key: "account", label: t("columns.account") }]),
        { key: "why", label: t("columns.why") },
        { key: "who", label: t("columns.who") },
      ]}
    >
      {actions.map((action) => (
        <tr key={action.id}>
          <td>
            <When at={action.createdAt} />
          </td>
          <td className="wrap-anywhere min-w-40">{inWords(action)}</td>
          {!isOfOne && (
            <td className="min-w-44">{action.userId && <AccountLink id={action.userId} email={action.userEmail} />}</td>
          )}
          <td dir="auto" className="wrap-anywhere min-w-56">
            {action.action === "refuse_refund" ? <Refusal code={action.reason} /> : reasonInWords(action)}
          </td>
          <td className="wrap-anywhere min-w-52 text-ink-muted">
            <Who action={action} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Stripe's word for why, explained where it is one of the usual ones. */
function Refusal({ code }: { readonly code: string }) {
  const t = useTranslations("admin.actions.refusals");
  const key = code as Parameters<typeof t>[0];
  return (
    <>
      {t.has(key) && t(key)} <code className="text-ink-muted text-sm">{code}</code>
    </>
  );
}

function Who({ action: { actor, actorEmail } }: { readonly action: AdminActionInfo }) {
  const t = useTranslations();
  if (actor === "system") return t("admin.actions.system");
  if (actor === "stripe") return t("adminAccounts.actors.stripe");
  return <Address of={actorEmail ?? actor} />;
}
