import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "#components/admin/data-table.tsx";
import { labelled } from "./scale.ts";
import type { Series } from "./series.ts";
import { TONES } from "./series.ts";

interface ChartFrameProps {
  readonly title: string;
  /** In words, oldest first. */
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
  /** Of lines: how each series is broken. What has none is a surface. */
  readonly dashes?: readonly string[];
  readonly showsZero?: boolean | undefined;
  /** What is drawn, in an SVG of 1 by 1 that is stretched. */
  readonly children: ReactNode;
}

/** A drawing with its axes, what its colours mean, and the same numbers as a table. Right to left where the page is. */
export function ChartFrame({ title, days, series, ticks, format, dashes, showsZero, children }: ChartFrameProps) {
  const t = useTranslations("admin.charts");
  const most = ticks.at(-1) ?? 1;
  const named = labelled(days.length);
  if (series.every(({ values }) => values.every((value) => value === null || (value === 0 && !showsZero)))) {
    return (
      <figure className="flex min-w-0 flex-col gap-3 rounded-large border border-line bg-panel p-4">
        <figcaption className="font-medium">{title}</figcaption>
        <p className="flex min-h-24 flex-1 items-center justify-center text-ink-muted">{t("none")}</p>
      </figure>
    );
  }
  return (
    <figure className="flex min-w-0 flex-col gap-3 rounded-large border border-line bg-panel p-4">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{title}</span>
        {series.length > 1 && <Legend series={series} dashes={dashes} />}
      </figcaption>
      <div aria-hidden="true" className="flex gap-2 text-ink-muted text-xs tabular-nums">
        <div className="relative my-2 h-40 w-14 shrink-0">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute end-0 translate-y-1/2 whitespace-nowrap"
              style={{ bottom: `${(tick / most) * 100}%` }}
            >
              {format(tick)}
            </span>
          ))}
        </div>
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <div className="relative my-2 h-40">
            {ticks.map((tick) => (
              <span
                key={tick}
                className="absolute inset-x-0 border-line border-b"
                style={{ bottom: `${(tick / most) * 100}%` }}
              />
            ))}
            <svg
              viewBox="0 0 1 1"
              preserveAspectRatio="none"
              aria-hidden="true"
              className="absolute inset-0 size-full rtl:-scale-x-100"
            >
              {children}
            </svg>
          </div>
          <div className="flex justify-between">
            {named.map((index, at) => (
              // On phones every second one would touch the next.
              <span key={index} className={at % 2 === 1 ? "max-sm:hidden" : undefined}>
                {days[index]}
              </span>
            ))}
          </div>
        </div>
      </div>
      <details className="group">
        <summary className="flex min-h-control-small w-fit cursor-pointer items-center gap-1 rounded-medium pe-2 text-ink-muted text-sm hover:text-ink">
          <ChevronRight
            aria-hidden="true"
            className="size-4 group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:rotate-90"
          />
          {t("asTable")}
        </summary>
        <div className="pt-2">
          <DataTable
            label={title}
            empty={t("none")}
            isTall
            rows={days.map((day, index) => ({ day, index }))}
            keyOf={({ day }) => day}
            columns={[
              {
                key: "day",
                label: t("day"),
                kind: "heading",
                cell: ({ day }) => <span className="whitespace-nowrap">{day}</span>,
              },
              ...series.map(
                ({ name, values }): Column<{ index: number }> => ({
                  key: name,
                  label: name,
                  kind: "number",
                  cell: ({ index }) => inWords(values[index] ?? null, format),
                }),
              ),
            ]}
          />
        </div>
      </details>
    </figure>
  );
}

const inWords = (value: number | null, format: (value: number) => string) => (value === null ? "–" : format(value));

interface LegendProps {
  readonly series: readonly Series[];
  readonly dashes: readonly string[] | undefined;
}

function Legend({ series, dashes }: LegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-ink-muted text-sm">
      {series.map(({ name, tone }, at) => (
        <li key={name} className="flex items-center gap-1.5">
          {dashes ? (
            <svg viewBox="0 0 16 4" aria-hidden="true" className="h-1 w-4">
              <path
                d="M1 2H15"
                className={`fill-none ${TONES[tone].stroke}`}
                strokeWidth={2}
                strokeLinecap="round"
                strokeDasharray={dashes[at % dashes.length]}
              />
            </svg>
          ) : (
            <span aria-hidden="true" className={`size-2.5 rounded-small ${TONES[tone].background}`} />
          )}
          {name}
        </li>
      ))}
    </ul>
  );
}
