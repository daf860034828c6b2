import { area } from "#lib/domain/geometry.ts";
import type { MaskFacts } from "#lib/domain/mask-engine/statistics.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { Translator } from "#lib/i18n/translator.ts";

/** The mask in words, for those who cannot see it: "Mask covers 4.0 % near the top left." */
export function describeMask(t: Translator, facts: MaskFacts, image: Size): string {
  if (!facts.centre) return t("editor.mask.none");
  return t(`editor.mask.${placeOf(facts.centre)}`, { share: shareInWords(t, facts.pixels, image) });
}

/** A share of the picture as a percentage; what is marked at all is never told as nothing. */
export function shareInWords(t: Translator, pixels: number, image: Size): string {
  const percent = (pixels / area(image)) * 100;
  if (percent < 0.1) return t("editor.share.under", { percent: 0.1 });
  return percent < 10
    ? t("editor.share.tenths", { percent })
    : t("editor.share.whole", { percent: Math.round(percent) });
}

const PLACES = [
  ["topLeft", "top", "topRight"],
  ["left", "middle", "right"],
  ["bottomLeft", "bottom", "bottomRight"],
] as const;

/** The third of the picture a point lies in. `at` is in fractions of the picture. */
function placeOf({ x, y }: { readonly x: number; readonly y: number }): (typeof PLACES)[number][number] {
  return PLACES[thirdOf(y)][thirdOf(x)];
}

const thirdOf = (at: number) => (at < 1 / 3 ? 0 : at > 2 / 3 ? 2 : 1);
