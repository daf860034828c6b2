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
      rows={workers}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "host",
          label: t("host"),
          kind: "heading",
          cell: ({ host }) => <bdi className="wrap-anywhere">{host}</bdi>,
        },
        { key: "process", label: t("process"), kind: "number", isMuted: true, cell: ({ processId }) => processId },
        {
          key: "state",
          label: t("state"),
          cell: ({ isAlive }) => (
            <Badge tone={isAlive ? "success" : "neutral"}>{t(isAlive ? "alive" : "silent")}</Badge>
          ),
        },
        { key: "started", label: t("started"), isMuted: true, cell: ({ startedAt }) => at(startedAt) },
        { key: "seen", label: t("seen"), isMuted: true, cell: ({ seenAt }) => at(seenAt) },
      ]}
    />
  );
}
