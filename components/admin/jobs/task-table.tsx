import { useFormatter, useTranslations } from "next-intl";
import { JOB_STATES, type JobReport } from "#lib/contracts/admin/jobs.ts";
import { type Column, DataTable } from "../data-table.tsx";

/** How many jobs of each kind there are in which state. */
export function TaskTable({ tasks }: { readonly tasks: JobReport["tasks"] }) {
  const t = useTranslations("adminAccounts.jobs");
  const format = useFormatter();
  return (
    <DataTable
      label={t("tasks")}
      empty={t("idle")}
      rows={tasks}
      keyOf={({ task }) => task}
      columns={[
        { key: "task", label: t("task"), kind: "heading", cell: ({ task }) => <code>{task}</code> },
        ...JOB_STATES.map(
          (state): Column<JobReport["tasks"][number]> => ({
            key: state,
            label: t(`states.${state}`),
            kind: "number",
            cell: (task) => (
              <span className={task[state] > 0 ? "font-medium" : "text-ink-muted"}>{format.number(task[state])}</span>
            ),
          }),
        ),
      ]}
    />
  );
}
