import * as v from "valibot";
import { readPreference, writePreference } from "../preferences.ts";
import type { HeicTarget } from "./convert-heic.ts";
import type { HeicFacts } from "./open-heic.ts";

/** What HEICs become, as chosen last, and whether that is asked again. */
export interface HeicChoice {
  readonly target: HeicTarget;
  readonly ask: boolean;
}

const NAME = "heic";
const FALLBACK: HeicChoice = { target: "png", ask: true };
const schema = v.object({ target: v.picklist(["png", "jpeg"]), ask: v.boolean() });

export const readHeicChoice = (): HeicChoice => readPreference(NAME, schema, FALLBACK);

export const rememberHeicChoice = (choice: HeicChoice): void => writePreference(NAME, choice);

export const askAboutHeicAgain = (): void => rememberHeicChoice({ ...readHeicChoice(), ask: true });

/** Typical for photos: what of each sample's bytes a PNG needs, and bytes of a JPEG of quality 95 per pixel. */
const PNG_SHARE = 0.6;
const JPEG_BYTES_PER_PIXEL = 0.45;

/** How large the file will be, roughly, in bytes. */
export function expectedBytes({ width, height, hasAlpha, bits }: HeicFacts, target: HeicTarget): number {
  const pixels = width * height;
  if (target === "jpeg" && !hasAlpha) return pixels * JPEG_BYTES_PER_PIXEL;
  return pixels * (hasAlpha ? 4 : 3) * (bits > 8 ? 2 : 1) * PNG_SHARE;
}
