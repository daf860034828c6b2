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
      columns={[
        { key: "since", label: t("holds.since") },
        ...(isOfOne ? [] : [{ key: "account", label: t("holds.account") }]),
        { key: "tokens", label: t("holds.tokens"), isNumber: true },
        { key: "situation", label: t("holds.situation") },
        { key: "expires", label: t("holds.expires") },
        { key: "actions", label: t("holds.actions") },
      ]}
    >
      {holds.map(({ id, userId, email, tokens, situation, looksStuck, createdAt, expiresAt }) => {
        const name = email ?? userId;
        return (
          <tr key={id}>
            <td>
              <When at={createdAt} />
            </td>
            {!isOfOne && (
              <td>
                <AccountLink id={userId} email={email} />
              </td>
            )}
            <td className="text-end font-medium">{format.number(tokens)}</td>
            <td className="min-w-48">
              {looksStuck && <Badge tone="warning">{t("holds.stuck")}</Badge>} {t(`holds.situations.${situation}`)}
            </td>
            <td>
              <When at={expiresAt} />
            </td>
            <td>
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
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}
