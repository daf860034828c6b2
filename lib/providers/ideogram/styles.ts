import "server-only";
import type { ModelOption, OptionValue } from "#lib/domain/model-option.ts";
import type { Warning } from "#lib/domain/notice.ts";
import { choiceOption } from "../declare.ts";
import type { EncodedImage, ProviderCall } from "../provider.ts";

const PRESETS =
  "80S_ILLUSTRATION 90S_NOSTALGIA ABSTRACT_ORGANIC ANALOG_NOSTALGIA ART_BRUT ART_DECO ART_POSTER AURA AVANT_GARDE " +
  "BAUHAUS BLUEPRINT BLURRY_MOTION BRIGHT_ART C4D_CARTOON CHILDRENS_BOOK COLLAGE COLORING_BOOK_I COLORING_BOOK_II " +
  "CUBISM DARK_AURA DOODLE DOUBLE_EXPOSURE DRAMATIC_CINEMA EDITORIAL EMOTIONAL_MINIMAL ETHEREAL_PARTY EXPIRED_FILM " +
  "FLAT_ART FLAT_VECTOR FOREST_REVERIE GEO_MINIMALIST GLASS_PRISM GOLDEN_HOUR GRAFFITI_I GRAFFITI_II HALFTONE_PRINT " +
  "HIGH_CONTRAST HIPPIE_ERA ICONIC JAPANDI_FUSION JAZZY LONG_EXPOSURE MAGAZINE_EDITORIAL MINIMAL_ILLUSTRATION " +
  "MIXED_MEDIA MONOCHROME NIGHTLIFE OIL_PAINTING OLD_CARTOONS PAINT_GESTURE POP_ART RETRO_ETCHING RIVIERA_POP " +
  "SPOTLIGHT_80S STYLIZED_RED SURREAL_COLLAGE TRAVEL_POSTER VINTAGE_GEO VINTAGE_POSTER WATERCOLOR WEIRD WOODBLOCK_PRINT";

export const STYLE_OPTIONS: readonly ModelOption[] = [
  choiceOption("stylePreset", "Style", labelled(PRESETS)),
  choiceOption("styleType", "Kind of picture", labelled("AUTO GENERAL REALISTIC DESIGN FICTION"), {
    hint: "Used where no style and no picture of a style is given.",
  }),
];

/** All style pictures of a call together. */
const MAX_REFERENCE_BYTES = 10_000_000;

export const MAGIC_PROMPT = choiceOption(
  "magicPrompt",
  "Improve the description",
  { AUTO: "Automatic", ON: "On", OFF: "Off" },
  { hint: "Ideogram may write your description anew before it paints." },
);

export const magicPromptOf = ({ options: { magicPrompt } }: ProviderCall) =>
  magicPrompt === undefined ? {} : { magic_prompt: spelled(magicPrompt) };

/**
 * The one source of style that is sent: pictures before a preset before a type, because they exclude each other. What
 * is left out is told in a warning.
 */
export function styleOf({ options: { stylePreset, styleType }, references: given }: ProviderCall): {
  values: Readonly<Record<string, unknown>>;
  references: readonly EncodedImage[];
  warnings: readonly Warning[];
} {
  const references = fitting(given);
  const warnings = references.length < given.length ? [TOO_LARGE] : [];
  if (references.length > 0) {
    const isAlone = stylePreset === undefined && styleType === undefined;
    return { values: {}, references, warnings: isAlone ? warnings : [...warnings, ONLY_ONE] };
  }
  if (stylePreset !== undefined) {
    const isAlone = styleType === undefined;
    return {
      values: { style_preset: spelled(stylePreset) },
      references,
      warnings: isAlone ? warnings : [...warnings, ONLY_ONE],
    };
  }
  return { values: styleType === undefined ? {} : { style_type: spelled(styleType) }, references, warnings };
}

/** As the second version of the API writes what the first wrote in capitals. */
const spelled = (value: OptionValue): string => String(value).toLowerCase();

const TOO_LARGE: Warning = {
  code: "style_pictures_too_large",
  values: { megabytes: MAX_REFERENCE_BYTES / 1_000_000 },
};
const ONLY_ONE: Warning = { code: "one_style_source", values: {} };

function fitting(pictures: readonly EncodedImage[]): readonly EncodedImage[] {
  let bytes = 0;
  return pictures.filter((picture) => {
    if (bytes + picture.bytes.length > MAX_REFERENCE_BYTES) return false;
    bytes += picture.bytes.length;
    return true;
  });
}

function labelled(values: string): Readonly<Record<string, string>> {
  return Object.fromEntries(values.split(" ").map((value) => [value, labelOf(value)]));
}

function labelOf(value: string): string {
  const words = value.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
