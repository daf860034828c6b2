import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { HeldTokens } from "#lib/contracts/admin/holds.ts";
import { AccountLink } from "../account-link.tsx";
import { DataTable } from "../data-table.tsx";
import { ReasonButton } from "../reason-button.tsx";
import { When } from "../when.tsx";

interface HoldTableProps {
  readonly holds: readonly HeldTokens[];
  /** All of one account, which the page is about. */
  readonly isOfOne?: boolean;
}

/** Tokens that are set aside, with what they wait for. */
export function HoldTable({ holds, isOfOne = false }: HoldTableProps) {
  const t = useTranslations("adminAccounts");
  const format = useFormatter();
  return (
    <DataTable
      label={t("holds.title")}
      empty={t("holds.none")}
      rows={holds}
      keyOf={({ id }) => id}
      columns={[
        { key: "since", label: t("holds.since"), cell: ({ createdAt }) => <When at={createdAt} /> },
        ...(isOfOne ? [] : [{ key: "account", label: t("holds.account"), kind: "heading", cell: accountOf } as const]),
        {
          key: "tokens",
          label: t("holds.tokens"),
          kind: "number",
          cell: ({ tokens }) => <span className="font-medium">{format.number(tokens)}</span>,
        },
        {
          key: "situation",
          label: t("holds.situation"),
          kind: "long",
          cell: ({ looksStuck, situation }) => (
            <>
              {looksStuck && <Badge tone="warning">{t("holds.stuck")}</Badge>} {t(`holds.situations.${situation}`)}
            </>
          ),
        },
        { key: "expires", label: t("holds.expires"), cell: ({ expiresAt }) => <When at={expiresAt} /> },
        {
          key: "actions",
          label: t("holds.actions"),
          kind: "actions",
          cell: ({ id, userId, email, tokens, looksStuck }) => {
            const name = email ?? userId;
            return (
              <ReasonButton
                label={t("holds.release")}
                fullLabel={t("holds.releaseOf", { name })}
                title={t("holds.releaseTitle", { count: tokens, name })}
                description={t(looksStuck ? "holds.releaseStuck" : "holds.releaseLive")}
                confirmLabel={t("holds.release")}
                done={t("holds.released")}
                path={`/api/v1/admin/holds/${id}/release`}
                isDangerous={!looksStuck}
              />
            );
          },
        },
      ]}
    />
  );
}

const accountOf = ({ userId, email }: HeldTokens) => <AccountLink id={userId} email={email} />;
