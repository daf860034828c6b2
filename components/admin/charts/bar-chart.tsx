import { ChartFrame } from "./chart-frame.tsx";
import { stack, ticksUpTo } from "./scale.ts";
import { type ChartProps, TONES } from "./series.ts";

/** Of the room of a day. */
const BAR_WIDTH = 0.72;

/** A bar for each day; several series stand on top of one another. */
export function BarChart({ title, days, series, format, showsZero }: ChartProps) {
  const stacks = days.map((_, index) => stack(series.map(({ values }) => values[index] ?? 0)));
  const ticks = ticksUpTo(Math.max(0, ...stacks.map((segments) => segments.at(-1)?.to ?? 0)));
  const most = ticks.at(-1) ?? 1;
  const room = 1 / days.length;
  return (
    <ChartFrame title={title} days={days} series={series} ticks={ticks} format={format} showsZero={showsZero}>
      {stacks.flatMap((segments, index) =>
        segments.map(({ from, to }, at) => {
          const { name, tone } = series[at] as (typeof series)[number];
          if (to === from) return null;
          return (
            <rect
              key={`${days[index]} ${name}`}
              x={(index + (1 - BAR_WIDTH) / 2) * room}
              width={BAR_WIDTH * room}
              y={1 - to / most}
              height={(to - from) / most}
              // The line between two parts is not told by their colours alone.
              className={`${TONES[tone].fill} stroke-panel`}
              strokeWidth={series.length > 1 ? 1 : 0}
              vectorEffect="non-scaling-stroke"
            >
              <title>{`${days[index]}, ${name}: ${format(to - from)}`}</title>
            </rect>
          );
        }),
      )}
    </ChartFrame>
  );
}
