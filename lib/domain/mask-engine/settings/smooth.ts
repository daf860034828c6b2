import type { Mask, Rect } from "../../raster.ts";
import type { MaskRule } from "./rule.ts";

/**
 * Evens out bumps, notches and specks: each pixel becomes the median of the disc of `radius` around it. A median keeps
 * straight edges and soft falloffs as they are, which a blur with a threshold would not. Past the picture's edge its last
 * pixels are taken to go on.
 */
export function smoothRule(radius: number): MaskRule {
  const widths = Array.from({ length: 2 * radius + 1 }, (_, row) =>
    Math.floor(Math.sqrt(radius ** 2 - (row - radius) ** 2)),
  );
  return { reach: radius, inverts: false, apply: (window, inner) => medianOfDiscs(window, inner, widths) };
}

/** A histogram of the disc that moves along each row, exchanging its rims only (Huang 1979). */
function medianOfDiscs({ width, height, data }: Mask, inner: Rect, widths: readonly number[]): Mask {
  const result = new Uint8Array(inner.width * inner.height);
  const radius = (widths.length - 1) / 2;
  const half = (widths.reduce((sum, reach) => sum + 2 * reach + 1, 0) - 1) / 2;
  const rows = new Int32Array(widths.length);
  const counts = new Int32Array(256);
  for (let y = 0; y < inner.height; y++) {
    for (let row = 0; row < rows.length; row++) {
      rows[row] = Math.min(height - 1, Math.max(0, inner.y + y + row - radius)) * width;
    }
    counts.fill(0);
    for (let row = 0; row < rows.length; row++) {
      const reach = widths[row] as number;
      for (let x = inner.x - reach; x <= inner.x + reach; x++) count(row, x, 1);
    }
    let median = 0;
    let below = 0;
    for (let x = 0; x < inner.width; x++) {
      while (below > half) below -= counts[--median] as number;
      while (below + (counts[median] as number) <= half) below += counts[median++] as number;
      result[y * inner.width + x] = median;
      for (let row = 0; row < rows.length; row++) {
        const reach = widths[row] as number;
        if (count(row, inner.x + x - reach, -1) < median) below--;
        if (count(row, inner.x + x + reach + 1, 1) < median) below++;
      }
    }
  }
  return { width: inner.width, height: inner.height, data: result };

  function count(row: number, x: number, change: 1 | -1): number {
    const value = data[(rows[row] as number) + Math.min(width - 1, Math.max(0, x))] as number;
    counts[value] = (counts[value] as number) + change;
    return value;
  }
}
