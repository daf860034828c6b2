import { useFormatter, useTranslations } from "next-intl";
import { JOB_STATES, type JobReport } from "#lib/contracts/admin/jobs.ts";
import { DataTable } from "../data-table.tsx";

/** How many jobs of each kind there are in which state. */
export function TaskTable({ tasks }: { readonly tasks: JobReport["tasks"] }) {
  const t = useTranslations("adminAccounts.jobs");
  const format = useFormatter();
  return (
    <DataTable
      label={t("tasks")}
      empty={t("idle")}
      columns={[
        { key: "task", label: t("task") },
        ...JOB_STATES.map((state) => ({ key: state, label: t(`states.${state}`), isNumber: true })),
      ]}
    >
      {tasks.map((task) => (
        <tr key={task.task}>
          <td>
            <code>{task.task}</code>
          </td>
          {JOB_STATES.map((state) => (
            <td key={state} className={task[state] > 0 ? "text-end font-medium" : "text-end text-ink-muted"}>
              {format.number(task[state])}
            </td>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}
