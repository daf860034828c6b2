import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { AdminSection } from "#components/admin/admin-section.tsx";
import { Figures } from "#components/admin/figures.tsx";
import { FilterLinks } from "#components/admin/filter-links.tsx";
import { hrefWith } from "#components/admin/href-with.ts";
import { JobTable } from "#components/admin/jobs/job-table.tsx";
import { TaskTable } from "#components/admin/jobs/task-table.tsx";
import { WorkerTable } from "#components/admin/jobs/worker-table.tsx";
import { PageLinks } from "#components/admin/page-links.tsx";
import { JOB_STATES, jobQuery } from "#lib/contracts/admin/jobs.ts";
import { jobReport } from "#lib/server/admin/job-report.ts";
import { requireAdmin } from "#lib/server/auth.ts";
import { orNotFound, parsePageQuery } from "#lib/server/page-query.ts";
import type { SearchParams } from "#lib/server/search-params.ts";

const PATH = "/admin/jobs";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminAccounts.jobs");
  return { title: t("title") };
}

interface JobsPageProps {
  readonly searchParams: SearchParams;
}

/** The job queue: how much waits, who works, and what has failed. */
export default async function JobsPage({ searchParams }: JobsPageProps) {
  await requireAdmin(PATH);
  const { state, cursor, limit } = parsePageQuery(jobQuery, await searchParams);
  const t = await getTranslations("adminAccounts.jobs");
  const format = await getFormatter();
  const { counts, tasks, oldestWaitingSeconds, workers, jobs } = await orNotFound(jobReport(state, cursor, limit));
  return (
    <>
      <h1 className="font-semibold text-2xl">{t("title")}</h1>
      <Figures
        figures={[
          ...JOB_STATES.map((of) => ({ name: t(`states.${of}`), value: format.number(counts[of]) })),
          {
            name: t("oldest"),
            value:
              oldestWaitingSeconds === null
                ? t("nothing")
                : format.number(oldestWaitingSeconds, { style: "unit", unit: "second", unitDisplay: "short" }),
          },
        ]}
      />
      <AdminSection id="workers" title={t("workers")}>
        <WorkerTable workers={workers} />
      </AdminSection>
      <AdminSection id="tasks" title={t("tasks")}>
        <TaskTable tasks={tasks} />
      </AdminSection>
      <AdminSection id="jobs" title={t("list")}>
        <FilterLinks
          label={t("narrow")}
          choices={JOB_STATES.map((choice) => ({
            href: hrefWith(PATH, { state: choice }),
            label: t(`states.${choice}`),
            isChosen: choice === state,
          }))}
        />
        <JobTable jobs={jobs.items} />
        <PageLinks path={PATH} query={{ state, cursor }} nextCursor={jobs.nextCursor} />
      </AdminSection>
    </>
  );
}
