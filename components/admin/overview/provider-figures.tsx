import { useFormatter, useTranslations } from "next-intl";
import { AdminSection } from "#components/admin/admin-section.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { useUsd } from "#components/admin/use-usd.ts";
import type { Overview } from "#lib/contracts/admin/overview.ts";
import { marginOf, worthOfTokens } from "#lib/domain/margin.ts";

/** What each provider did in the period, cost and earned. */
export function ProviderFigures({ providers }: Pick<Overview, "providers">) {
  const t = useTranslations("admin.overview.providers");
  const format = useFormatter();
  const usd = useUsd();
  return (
    <AdminSection id="providers" title={t("title")}>
      <DataTable
        label={t("title")}
        empty={t("none")}
        rows={providers}
        keyOf={({ id }) => id}
        columns={[
          { key: "name", label: t("name"), kind: "heading", cell: ({ name }) => <bdi>{name}</bdi> },
          { key: "edits", label: t("edits"), kind: "number", cell: ({ edits }) => format.number(edits) },
          { key: "tokens", label: t("tokens"), kind: "number", cell: ({ tokens }) => format.number(tokens) },
          { key: "worth", label: t("worth"), kind: "number", cell: ({ tokens }) => usd(worthOfTokens(tokens)) },
          { key: "cost", label: t("cost"), kind: "number", cell: ({ costMicroUsd }) => usd(costMicroUsd) },
          {
            key: "margin",
            label: t("margin"),
            kind: "number",
            cell: ({ tokens, costMicroUsd }) => {
              const margin = marginOf(tokens, costMicroUsd);
              return margin === null ? "–" : format.number(margin, { style: "percent", maximumFractionDigits: 0 });
            },
          },
        ]}
      />
      <p className="text-ink-muted text-sm">{t("note")}</p>
    </AdminSection>
  );
}
