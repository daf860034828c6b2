import { canvasOf, type Edges, placedOn } from "./outpaint.ts";
import { emptyLike, type Raster, type Rect } from "./raster.ts";

/** The picture on its extended canvas; what is new is zero: black, or transparent. Same colour model and depth. */
export function onCanvas(raster: Raster, edges: Edges): Raster {
  const canvas = canvasOf(raster, edges);
  const { x, y } = placedOn(raster, edges);
  const { channels } = raster;
  const data = emptyLike(raster.data, canvas.width * canvas.height * channels);
  const rowLength = raster.width * channels;
  for (let row = 0; row < raster.height; row++) {
    data.set(raster.data.subarray(row * rowLength, (row + 1) * rowLength), ((y + row) * canvas.width + x) * channels);
  }
  return { ...canvas, channels, data };
}

/**
 * What a model sees of a part of the canvas: the picture, and where it ends its outermost pixels repeated, which models
 * ignore best. `window` is in pixels of the canvas.
 */
export function windowOfCanvas(raster: Raster, edges: Edges, window: Rect): Raster {
  const { channels } = raster;
  const data = emptyLike(raster.data, window.width * window.height * channels);
  for (let y = 0; y < window.height; y++) {
    const row = clamp(window.y + y - edges.top, raster.height) * raster.width;
    for (let x = 0; x < window.width; x++) {
      const from = (row + clamp(window.x + x - edges.left, raster.width)) * channels;
      const to = (y * window.width + x) * channels;
      for (let channel = 0; channel < channels; channel++) data[to + channel] = raster.data[from + channel] as number;
    }
  }
  return { width: window.width, height: window.height, channels, data };
}

const clamp = (position: number, length: number) => Math.min(length - 1, Math.max(0, position));
