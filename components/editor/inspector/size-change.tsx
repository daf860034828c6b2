import { ArrowRight } from "lucide-react";
import { area } from "#lib/domain/geometry.ts";
import type { Size } from "#lib/domain/raster.ts";

/** How large a picture is and will be. Read out when it changes. */
export function SizeChange({ from, to }: { readonly from: Size; readonly to: Size }) {
  return (
    <p aria-live="polite" className="flex flex-wrap items-center gap-x-2 text-sm tabular-nums">
      <span className="text-ink-muted">{inPixels(from)}</span>
      <ArrowRight aria-label="becomes" className="size-4 shrink-0 text-ink-muted" />
      <span className="font-medium">{inPixels(to)}</span>
      <span className="text-ink-muted">{(area(to) / 1_000_000).toFixed(1)} MP</span>
    </p>
  );
}

export const inPixels = ({ width, height }: Size) => `${width.toLocaleString("en")} × ${height.toLocaleString("en")}`;
