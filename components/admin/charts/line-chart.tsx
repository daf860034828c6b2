import { ChartFrame } from "./chart-frame.tsx";
import { linesOf, type Point, ticksUpTo } from "./scale.ts";
import { type ChartProps, TONES } from "./series.ts";

/** One line for each series, told apart by their dashes as well; with gaps where there is nothing to tell. */
export function LineChart({ title, days, series, format, showsZero }: ChartProps) {
  const ticks = ticksUpTo(Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const most = ticks.at(-1) ?? 1;
  return (
    <ChartFrame
      title={title}
      days={days}
      series={series}
      ticks={ticks}
      format={format}
      dashes={DASHES}
      showsZero={showsZero}
    >
      {series.map(({ name, tone, values }, at) => (
        <path
          key={name}
          d={linesOf(values, most).map(pathOf).join("")}
          className={`fill-none ${TONES[tone].stroke}`}
          strokeWidth={2}
          strokeLinecap="round"
          strokeLinejoin="round"
          strokeDasharray={DASHES[at % DASHES.length]}
          vectorEffect="non-scaling-stroke"
        >
          <title>{name}</title>
        </path>
      ))}
    </ChartFrame>
  );
}

const DASHES = ["none", "6 4", "1 5"];

/** A point alone is a line of no length, which round ends make a dot. */
function pathOf(line: readonly Point[]): string {
  const [first] = line as [Point];
  const points = line.length === 1 ? [first, first] : line;
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(5)} ${y.toFixed(5)}`).join("");
}
