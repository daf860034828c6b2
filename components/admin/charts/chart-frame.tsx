import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "#components/admin/data-table.tsx";
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
  /** What is drawn, in an SVG of 1 by 1 that is stretched. */
  readonly children: ReactNode;
}

/** A drawing with its axes, what its colours mean, and the same numbers as a table. Right to left where the page is. */
export function ChartFrame({ title, days, series, ticks, format, children }: ChartFrameProps) {
  const t = useTranslations("admin.charts");
  const most = ticks.at(-1) ?? 1;
  const named = labelled(days.length);
  return (
    <figure className="flex min-w-0 flex-col gap-3 rounded-large border border-line bg-panel p-4">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{title}</span>
        {series.length > 1 && <Legend series={series} />}
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
            {named.map((index) => (
              <span key={index}>{days[index]}</span>
            ))}
          </div>
        </div>
      </div>
      <details>
        <summary className="flex min-h-control-small w-fit cursor-pointer items-center rounded-medium text-ink-muted text-sm hover:text-ink">
          {t("asTable")}
        </summary>
        <div className="max-h-80 overflow-y-auto pt-2">
          <DataTable
            label={title}
            empty={t("none")}
            columns={[
              { key: "day", label: t("day") },
              ...series.map(({ name }) => ({ key: name, label: name, isNumber: true })),
            ]}
          >
            {days.map((day, index) => (
              <tr key={day}>
                <th scope="row" className="whitespace-nowrap text-start font-normal">
                  {day}
                </th>
                {series.map(({ name, values }) => (
                  <td key={name} className="text-end">
                    {inWords(values[index] ?? null, format)}
                  </td>
                ))}
              </tr>
            ))}
          </DataTable>
        </div>
      </details>
    </figure>
  );
}

const inWords = (value: number | null, format: (value: number) => string) => (value === null ? "–" : format(value));

function Legend({ series }: Pick<ChartFrameProps, "series">) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-ink-muted text-sm">
      {series.map(({ name, tone }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={`size-2.5 rounded-small ${TONES[tone].background}`} />
          {name}
        </li>
      ))}
    </ul>
  );
}
