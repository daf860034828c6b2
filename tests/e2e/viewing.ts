import sharp from "sharp";
import type { Point } from "#lib/domain/geometry.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import { SAMPLE, SAMPLE_SIZE } from "./sample.ts";

/** What a result is compared by, by name. */
export const NAMES = {
  slider: "Before and after",
  hold: "Hold to see the version before",
  sideBySide: "Before and after side by side",
  map: /^Mini-map/,
} as const;

/** The wall of the sample photo, far from its ball. */
export const ASIDE = { x: 300, y: 300 };

/** Red, green and blue. */
export type Pixel = readonly number[];
export type Bounds = Readonly<Record<"left" | "right" | "top" | "bottom", number>>;

/** `at` takes CSS pixels of the stage, the rest pixels of the sample photo, which lies fitted on it. */
export interface Shown {
  at(x: number, y: number): Pixel;
  pixel(at: Point): Pixel;
  boundsOfLight(): Bounds;
}

export const distance = (a: Pixel, b: Pixel): number =>
  Math.max(...a.map((value, channel) => Math.abs(value - (b[channel] ?? 0))));

/** The ball is red. What lies around it is not, before the photo has arrived and after the ball has gone. */
export const isRed = ([red = 0, green = 0]: Pixel): boolean => red - green > 100;

/** Reads a picture of the stage, at the zoom that its button tells. */
export async function readStage(png: Buffer, zoom: string): Promise<Shown> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const scale = Number.parseInt(zoom, 10) / 100;
  const at = (x: number, y: number): Pixel => {
    const from = (Math.round(y) * info.width + Math.round(x)) * 3;
    return [...data.subarray(from, from + 3)];
  };
  const left = (info.width - SAMPLE_SIZE.width * scale) / 2;
  const top = (info.height - SAMPLE_SIZE.height * scale) / 2;
  const pixel = ({ x, y }: Point) => at(left + x * scale, top + y * scale);
  const boundsOfLight = () => {
    const found = { left: Infinity, right: -1, top: Infinity, bottom: -1 };
    for (let y = 20; y < SAMPLE_SIZE.height - 20; y += 2) {
      for (let x = 20; x < SAMPLE_SIZE.width - 20; x += 2) {
        if (Math.max(...pixel({ x, y })) === 0) continue;
        found.left = Math.min(found.left, x);
        found.right = Math.max(found.right, x);
        found.top = Math.min(found.top, y);
        found.bottom = Math.max(found.bottom, y);
      }
    }
    return found;
  };
  return { at, pixel, boundsOfLight };
}

/** How many pixels the proof says it has compared. */
export const comparedIn = (proof: string): number => Number(/of ([\d,]+)/.exec(proof)?.[1]?.replaceAll(",", ""));

/** How far something reaches beyond a rectangle, on the side where it does so most. */
export const overhang = ({ left, right, top, bottom }: Bounds, { x, y, width, height }: Rect): number =>
  Math.max(x - left, right - (x + width), y - top, bottom - (y + height));

/** How much the two halves of a stage differ where neither shows the result. */
export function differenceOfHalves({ at }: Shown, stage: Size): number {
  const second = Math.floor((stage.width - 2) / 2) + 2;
  const places = [0.25, 0.35].flatMap((y) =>
    [0.05, 0.12, 0.2].map((x) => [x * stage.width, y * stage.height] as const),
  );
  return Math.max(...places.map(([x, y]) => distance(at(x, y), at(x + second, y))));
}

/** Of the photo as it came, in its row 200. */
export async function samplePixel(x: number): Promise<Pixel> {
  return [...(await sharp(SAMPLE).extract({ left: x, top: 200, width: 1, height: 1 }).raw().toBuffer())];
}

/** Where the only edit of the photo has changed it. It runs in the page, so it knows nothing else. */
export async function onlyPatch(): Promise<Rect> {
  const id = location.pathname.split("/").at(-1);
  return (await (await fetch(`/api/v1/images/${id}`)).json()).edits[0].patches[0];
}
