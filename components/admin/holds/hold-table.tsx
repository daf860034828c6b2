import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { HeldTokens } from "#lib/contracts/admin/holds.ts";
import { AccountLink } from "../account-link.tsx";
import { DataTable } from "../data-table.tsx";
import { ReasonButton } from "../reason-button.tsx";

/** Tokens that are set aside, with what they wait for. */
export function HoldTable({ holds }: { readonly holds: readonly HeldTokens[] }) {
  const t = useTranslations("adminAccounts");
  const format = useFormatter();
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium", timeStyle: "short" });
  return (
    <DataTable
      label={t("holds.title")}
      empty={t("holds.none")}
      columns={[
        { key: "since", label: t("holds.since") },
        { key: "account", label: t("holds.account") },
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
            <td className="whitespace-nowrap text-ink-muted">{at(createdAt)}</td>
            <td>
              <AccountLink id={userId} email={email} />
            </td>
            <td className="text-end font-medium">{format.number(tokens)}</td>
            <td className="min-w-48">
              {looksStuck && <Badge tone="warning">{t("holds.stuck")}</Badge>} {t(`holds.situations.${situation}`)}
            </td>
            <td className="whitespace-nowrap text-ink-muted">{at(expiresAt)}</td>
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
