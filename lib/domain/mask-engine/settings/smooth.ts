import type { Mask, Rect } from "../../raster.ts";
import { AlikeCells } from "./alike-cells.ts";
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

/**
 * A histogram of the disc that moves along each row, exchanging its rims only (Huang 1979). Where all is alike as far as
 * the disc reaches, there is nothing to move it over.
 */
function medianOfDiscs(window: Mask, inner: Rect, widths: readonly number[]): Mask {
  const result = new Uint8Array(inner.width * inner.height);
  const radius = (widths.length - 1) / 2;
  const { width, data } = padded(window, radius + 1);
  const half = (widths.reduce((sum, reach) => sum + 2 * reach + 1, 0) - 1) / 2;
  const rows = new Int32Array(widths.length);
  const counts = new Int32Array(256);
  const alike = new AlikeCells(window, radius);
  for (let y = 0; y < inner.height; y++) {
    for (let row = 0; row < rows.length; row++) {
      rows[row] = (inner.y + y + row + 1) * width + radius + 1;
    }
    const start = y * inner.width - inner.x;
    alike.visitRow(inner.y + y, inner.x, inner.x + inner.width, (from, to, value) => {
      if (value !== null) result.fill(value, start + from, start + to);
      else moveDisc(from, to, start);
    });
  }
  return { width: inner.width, height: inner.height, data: result };

  function moveDisc(from: number, to: number, start: number): void {
    counts.fill(0);
    for (let row = 0; row < rows.length; row++) {
      const reach = widths[row] as number;
      for (let x = from - reach; x <= from + reach; x++) count(row, x, 1);
    }
    let median = 0;
    let below = 0;
    for (let x = from; x < to; x++) {
      while (below > half) below -= counts[--median] as number;
      while (below + (counts[median] as number) <= half) below += counts[median++] as number;
      result[start + x] = median;
      for (let row = 0; row < rows.length; row++) {
        const reach = widths[row] as number;
        if (count(row, x - reach, -1) < median) below--;
        if (count(row, x + reach + 1, 1) < median) below++;
      }
    }
  }

  function count(row: number, x: number, change: 1 | -1): number {
    const value = data[(rows[row] as number) + x] as number;
    counts[value] = (counts[value] as number) + change;
    return value;
  }
}

/** With its outermost pixels going on `margin` pixels past each side. */
function padded({ width, height, data }: Mask, margin: number): Mask {
  const whole = { width: width + 2 * margin, height: height + 2 * margin };
  const result = new Uint8Array(whole.width * whole.height);
  for (let y = 0; y < whole.height; y++) {
    const from = Math.min(height - 1, Math.max(0, y - margin)) * width;
    const to = y * whole.width;
    result.fill(data[from] as number, to, to + margin);
    result.set(data.subarray(from, from + width), to + margin);
    result.fill(data[from + width - 1] as number, to + margin + width, to + whole.width);
  }
  return { ...whole, data: result };
}
