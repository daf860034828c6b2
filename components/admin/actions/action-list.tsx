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
      rows={actions}
      keyOf={({ id }) => id}
      columns={[
        { key: "when", label: t("columns.when"), cell: ({ createdAt }) => <When at={createdAt} /> },
        {
          key: "what",
          label: t("columns.what"),
          kind: "heading",
          cell: (action) => <span className="wrap-anywhere block min-w-32">{inWords(action)}</span>,
        },
        ...(isOfOne ? [] : [{ key: "account", label: t("columns.account"), kind: "long", cell: accountOf } as const]),
        {
          key: "why",
          label: t("columns.why"),
          kind: "prose",
          cell: (action) => (
            <span className="wrap-anywhere block min-w-48">
              {action.action === "refuse_refund" ? (
                <Refusal code={action.reason} />
              ) : (
                <bdi>{reasonInWords(action)}</bdi>
              )}
            </span>
          ),
        },
        {
          key: "who",
          label: t("columns.who"),
          kind: "long",
          isMuted: true,
          cell: (action) => (
            <span className="wrap-anywhere block min-w-32">
              <Who action={action} />
            </span>
          ),
        },
      ]}
    />
  );
}

const accountOf = ({ userId, userEmail }: AdminActionInfo) => userId && <AccountLink id={userId} email={userEmail} />;

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
