interface FiguresProps {
  readonly figures: readonly { readonly name: string; readonly value: string }[];
}

/** A few numbers side by side, each under what it counts. */
export function Figures({ figures }: FiguresProps) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(8rem,1fr))]">
      {figures.map(({ name, value }) => (
        <div
          key={name}
          className="flex flex-col justify-between gap-0.5 rounded-medium border border-line bg-panel p-3 max-sm:last:odd:col-span-2"
        >
          <dt className="text-ink-muted text-sm">{name}</dt>
          <dd className="font-semibold text-lg tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
