import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { JobReport } from "#lib/contracts/admin/jobs.ts";
import { DataTable } from "../data-table.tsx";

/** Who does the work, and when each was last heard of. */
export function WorkerTable({ workers }: { readonly workers: JobReport["workers"] }) {
  const t = useTranslations("adminAccounts.jobs");
  const format = useFormatter();
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium", timeStyle: "medium" });
  return (
    <DataTable
      label={t("workers")}
      empty={t("noWorkers")}
      columns={[
        { key: "host", label: t("host") },
        { key: "process", label: t("process"), isNumber: true },
        { key: "state", label: t("state") },
        { key: "started", label: t("started") },
        { key: "seen", label: t("seen") },
      ]}
    >
      {workers.map(({ id, host, processId, isAlive, startedAt, seenAt }) => (
        <tr key={id}>
          <td>
            <bdi>{host}</bdi>
          </td>
          <td className="text-end text-ink-muted">{processId}</td>
          <td>
            <Badge tone={isAlive ? "success" : "neutral"}>{t(isAlive ? "alive" : "silent")}</Badge>
          </td>
          <td className="whitespace-nowrap text-ink-muted">{at(startedAt)}</td>
          <td className="whitespace-nowrap text-ink-muted">{at(seenAt)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
