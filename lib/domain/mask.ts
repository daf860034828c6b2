import type { Mask, Rect } from "./raster.ts";

/** The smallest rectangle that holds every pixel above 0, or null where nothing is marked. */
export function maskBounds(mask: Mask): Rect | null {
  const { width, height, data } = mask;
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    const start = y * width;
    const end = start + width;
    let first = start;
    while (first < end && data[first] === 0) first++;
    if (first === end) continue;
    let last = end - 1;
    while (data[last] === 0) last--;
    if (top === -1) top = y;
    bottom = y;
    left = Math.min(left, first - start);
    right = Math.max(right, last - start);
  }
  return top === -1 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** The mask under `rect`, copied. `rect` must lie inside the mask. */
export function cropMask(mask: Mask, rect: Rect): Mask {
  const data = new Uint8Array(rect.width * rect.height);
  for (let y = 0; y < rect.height; y++) {
    const from = (rect.y + y) * mask.width + rect.x;
    data.set(mask.data.subarray(from, from + rect.width), y * rect.width);
  }
  return { width: rect.width, height: rect.height, data };
}

/** The mask of a window, 0 but for `part`, which lies at `at`, wholly inside. */
export function placeMask(part: Mask, at: Rect, window: Rect): Mask {
  const data = new Uint8Array(window.width * window.height);
  for (let y = 0; y < part.height; y++) {
    const to = (at.y - window.y + y) * window.width + at.x - window.x;
    data.set(part.data.subarray(y * part.width, (y + 1) * part.width), to);
  }
  return { width: window.width, height: window.height, data };
}
