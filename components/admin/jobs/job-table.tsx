import { useTranslations } from "next-intl";
import type { Job } from "#lib/contracts/admin/jobs.ts";
import { DataTable } from "../data-table.tsx";
import { ReasonButton } from "../reason-button.tsx";
import { When } from "../when.tsx";

/** Jobs of one state, newest first; what does not run can be started anew. */
export function JobTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const t = useTranslations("adminAccounts.jobs");
  return (
    <DataTable
      label={t("list")}
      empty={t("none")}
      columns={[
        { key: "id", label: t("number"), isNumber: true },
        { key: "task", label: t("task") },
        { key: "created", label: t("created") },
        { key: "next", label: t("next") },
        { key: "attempts", label: t("attempts"), isNumber: true },
        { key: "error", label: t("error") },
        { key: "actions", label: t("actions") },
      ]}
    >
      {jobs.map((job) => (
        <tr key={job.id}>
          <td className="text-end text-ink-muted">{job.id}</td>
          <td className="min-w-56">
            <code className="block">{job.task}</code>
            {job.key && <code className="wrap-anywhere block text-ink-muted text-sm">{job.key}</code>}
          </td>
          <td>
            <When at={job.createdAt} />
          </td>
          <td>
            <When at={job.runAt} />
          </td>
          <td className="whitespace-nowrap text-end">
            {t("attemptsOf", { attempts: job.attempts, most: job.maxAttempts })}
          </td>
          <td className="min-w-64">
            <span dir="auto" className="wrap-anywhere text-sm">
              {job.lastError}
            </span>
          </td>
          <td>
            {job.state !== "running" && (
              <ReasonButton
                label={t("retry")}
                fullLabel={t("retryOf", { id: job.id })}
                title={t("retryTitle", { id: job.id })}
                description={t("retryDescription")}
                confirmLabel={t("retry")}
                done={t("retried")}
                path={`/api/v1/admin/jobs/${job.id}/retry`}
              />
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
