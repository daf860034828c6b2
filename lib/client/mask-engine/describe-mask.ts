import { area } from "#lib/domain/geometry.ts";
import type { MaskFacts } from "#lib/domain/mask-engine/statistics.ts";
import type { Size } from "#lib/domain/raster.ts";

/** The mask in words, for those who cannot see it: "Mask covers 4 % near the top left." */
export function describeMask(facts: MaskFacts, image: Size): string {
  if (!facts.centre) return "Nothing is marked.";
  return `Mask covers ${shareInWords(facts.pixels, image)} ${placeInWords(facts.centre)}.`;
}

/** A share of the picture as a percentage; what is marked at all is never told as nothing. */
export function shareInWords(pixels: number, image: Size): string {
  const percent = (pixels / area(image)) * 100;
  if (percent < 0.1) return "less than 0.1 %";
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** The third of the picture a point lies in. `at` is in fractions of the picture. */
export function placeInWords(at: { readonly x: number; readonly y: number }): string {
  const across = at.x < 1 / 3 ? "left" : at.x > 2 / 3 ? "right" : "";
  const down = at.y < 1 / 3 ? "top" : at.y > 2 / 3 ? "bottom" : "";
  const place = [down, across].filter(Boolean).join(" ");
  return place ? `near the ${place}` : "in the middle";
}
