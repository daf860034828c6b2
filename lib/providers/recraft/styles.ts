import "server-only";
import type { ModelOption, OptionValues } from "#lib/domain/model-option.ts";
import type { Warning } from "#lib/domain/notice.ts";
import { choiceOption } from "../declare.ts";

/** The only model that styles, masks and negative prompts are documented for, and that answers with pixels. */
export const RASTER_MODEL = "recraftv3";

/**
 * Base styles whose results are pictures. `vector_illustration` and `icon` answer with drawings (SVG), which are no
 * picture that Repaint could lay over a photo, and cost twice as much.
 */
const BASES = { any: "Any", realistic_image: "Photo", digital_illustration: "Illustration", logo_raster: "Logo" };

/** The substyles of `recraftv3`, each below the one base style it may be sent with. */
const SUBSTYLES: Readonly<Record<string, string>> = {
  realistic_image:
    "b_and_w enterprise evening_light faded_nostalgia forest_life hard_flash hdr motion_blur mystic_naturalism " +
    "natural_light natural_tones organic_calm real_life_glow retro_realism retro_snapshot studio_portrait urban_drama " +
    "village_realism warm_folk",
  digital_illustration:
    "2d_art_poster 2d_art_poster_2 antiquarian bold_fantasy child_book cover crosshatch digital_engraving " +
    "engraving_color expressionism freehand_details grain grain_20 graphic_intensity hand_drawn hand_drawn_outline " +
    "handmade_3d hard_comics infantile_sketch long_shadow modern_folk multicolor neon_calm noir nostalgic_pastel " +
    "outline_details pastel_gradient pastel_sketch pixel_art plastic pop_art pop_renaissance seamless street_art " +
    "tablet_sketch urban_glow urban_sketching young_adult_book young_adult_book_2",
  logo_raster: "emblem_graffiti emblem_pop_art emblem_punk emblem_stamp emblem_vintage",
};

const BASE_OF = new Map(
  Object.entries(SUBSTYLES).flatMap(([base, names]) => names.split(" ").map((name) => [name, base] as const)),
);

const labelOf = (base: string): string => BASES[base as keyof typeof BASES];

export const STYLE_OPTIONS: readonly ModelOption[] = [
  choiceOption("stylePreset", "Style", BASES),
  choiceOption(
    "substyle",
    "Substyle",
    Object.fromEntries([...BASE_OF].map(([name, base]) => [name, `${labelOf(base)}: ${name.replaceAll("_", " ")}`])),
    { hint: "Brings its own style with it." },
  ),
  {
    type: "text",
    name: "styleId",
    label: "Style of your own",
    hint: "The id of a style made with your Recraft account; used instead of the styles above.",
    maxCharacters: 100,
  },
];

/**
 * The style as Recraft takes it: a style of one's own, or a base style with or without a substyle, never both. What is
 * left out is told in a warning.
 */
export function styleFieldsOf({ stylePreset, substyle, styleId }: OptionValues): {
  fields: Readonly<Record<string, unknown>>;
  warnings: readonly Warning[];
} {
  if (styleId !== undefined) {
    const isAlone = stylePreset === undefined && substyle === undefined;
    const warnings = isAlone ? [] : [OWN_STYLE_ONLY];
    return { fields: { style_id: styleId }, warnings };
  }
  if (substyle === undefined) return { fields: stylePreset === undefined ? {} : { style: stylePreset }, warnings: [] };
  const base = BASE_OF.get(String(substyle)) as string;
  const fits = stylePreset === undefined || stylePreset === base;
  const warnings = fits ? [] : [SUBSTYLE_FIRST];
  return { fields: { style: base, substyle }, warnings };
}

/** It takes one style at a time. */
const OWN_STYLE_ONLY: Warning = { code: "own_style_only", values: {} };
const SUBSTYLE_FIRST: Warning = { code: "substyle_first", values: {} };
