/** The colours of a chart, each as a surface, a filling and a line. */
export const TONES = {
  accent: { background: "bg-accent", fill: "fill-accent", stroke: "stroke-accent" },
  quiet: { background: "bg-line-strong", fill: "fill-line-strong", stroke: "stroke-line-strong" },
  good: { background: "bg-success-text", fill: "fill-success-text", stroke: "stroke-success-text" },
  bad: { background: "bg-danger-text", fill: "fill-danger-text", stroke: "stroke-danger-text" },
  warning: { background: "bg-warning-text", fill: "fill-warning-text", stroke: "stroke-warning-text" },
} as const;

/** Numbers of one kind, one for each day. */
export interface Series {
  readonly name: string;
  readonly tone: keyof typeof TONES;
  /** Null where there is nothing to tell. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  readonly title: string;
  /** In words, oldest first. */
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** Whether zero is something to tell, as it is of a share; otherwise a chart of nothing else is empty. */
  readonly showsZero?: boolean;
}
