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
        columns={[
          { key: "name", label: t("name") },
          { key: "edits", label: t("edits"), isNumber: true },
          { key: "tokens", label: t("tokens"), isNumber: true },
          { key: "worth", label: t("worth"), isNumber: true },
          { key: "cost", label: t("cost"), isNumber: true },
          { key: "margin", label: t("margin"), isNumber: true },
        ]}
      >
        {providers.map(({ id, name, edits, tokens, costMicroUsd }) => {
          const margin = marginOf(tokens, costMicroUsd);
          return (
            <tr key={id}>
              <th scope="row" className="text-start font-normal">
                <bdi>{name}</bdi>
              </th>
              <td className="text-end">{format.number(edits)}</td>
              <td className="text-end">{format.number(tokens)}</td>
              <td className="text-end">{usd(worthOfTokens(tokens))}</td>
              <td className="text-end">{usd(costMicroUsd)}</td>
              <td className="text-end">
                {margin === null ? "–" : format.number(margin, { style: "percent", maximumFractionDigits: 0 })}
              </td>
            </tr>
          );
        })}
      </DataTable>
      <p className="text-ink-muted text-sm">{t("note")}</p>
    </AdminSection>
  );
}
