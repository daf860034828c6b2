/**
 * How a layer's mask is made from what was drawn, in the order of the fields. Nothing drawn is lost: each can be set
 * back. Lengths are whole image pixels.
 */
export interface LayerSettings {
  /** Regions that what is drawn encloses are marked as strongly as their weakest way out. */
  readonly fillHoles: boolean;
  /** Marks what was not marked. What comes after works on the result. */
  readonly invert: boolean;
  /** Radius up to which bumps, notches and specks are evened out. */
  readonly smooth: number;
  /** Moves the edge out; less than 0 moves it in. The picture's own edge does not move. */
  readonly grow: number;
  /** Width over which the edge fades to each side; beyond it nothing changes. */
  readonly feather: number;
}

export const NO_SETTINGS: LayerSettings = { fillHoles: false, invert: false, smooth: 0, grow: 0, feather: 0 };

/** How many of them are not as they come. */
export function changedSettings(settings: LayerSettings): number {
  const names = Object.keys(NO_SETTINGS) as (keyof LayerSettings)[];
  return names.filter((name) => settings[name] !== NO_SETTINGS[name]).length;
}

/** The greatest values: beyond, one mask of 100 megapixels would take longer than a hand waits. */
export const SETTING_LIMITS = { smooth: 32, grow: 200, feather: 200 } as const;

/** Whole numbers within the limits. */
export function fitSettings(settings: LayerSettings): LayerSettings {
  const { smooth, grow, feather } = SETTING_LIMITS;
  return {
    fillHoles: settings.fillHoles,
    invert: settings.invert,
    smooth: whole(settings.smooth, 0, smooth),
    grow: whole(settings.grow, -grow, grow),
    feather: whole(settings.feather, 0, feather),
  };
}

const whole = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(value)));
