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
      rows={jobs}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "task",
          label: t("task"),
          kind: "heading",
          cell: ({ id, task, key }) => (
            <span className="block min-w-32">
              <code className="wrap-anywhere block">{task}</code>
              <span className="block text-ink-muted text-sm">{t("numbered", { id })}</span>
              {key && <code className="wrap-anywhere block text-ink-muted text-sm">{key}</code>}
            </span>
          ),
        },
        { key: "created", label: t("created"), cell: ({ createdAt }) => <When at={createdAt} /> },
        { key: "next", label: t("next"), cell: ({ runAt }) => <When at={runAt} /> },
        {
          key: "attempts",
          label: t("attempts"),
          kind: "number",
          cell: ({ attempts, maxAttempts }) => (
            <span className="whitespace-nowrap">{t("attemptsOf", { attempts, most: maxAttempts })}</span>
          ),
        },
        {
          key: "error",
          label: t("error"),
          kind: "prose",
          cell: ({ lastError }) =>
            lastError && (
              <span className="wrap-anywhere block min-w-40 text-sm">
                <bdi>{lastError}</bdi>
              </span>
            ),
        },
        {
          key: "actions",
          label: t("actions"),
          kind: "actions",
          cell: ({ id, state }) =>
            state === "running" ? null : (
              <ReasonButton
                label={t("retry")}
                fullLabel={t("retryOf", { id })}
                title={t("retryTitle", { id })}
                description={t("retryDescription")}
                confirmLabel={t("retry")}
                done={t("retried")}
                path={`/api/v1/admin/jobs/${id}/retry`}
              />
            ),
        },
      ]}
    />
  );
}
