import type { ModelInfo } from "#lib/contracts/model.ts";
import { area } from "#lib/domain/geometry.ts";
import type { Size } from "#lib/domain/raster.ts";

/** How many times longer each side may become. */
export const FACTORS = [2, 3, 4] as const;
export type Factor = (typeof FACTORS)[number];

export function enlargedSize({ width, height }: Size, factor: Factor): Size {
  return { width: width * factor, height: height * factor };
}

/** The factors that at least one of the models can reach with this picture. */
export function reachableFactors(models: readonly Pick<ModelInfo, "upscale">[], picture: Size): Factor[] {
  return FACTORS.filter((factor) =>
    models.some(
      ({ upscale }) =>
        upscale !== null &&
        factor <= upscale.maxFactor &&
        area(enlargedSize(picture, factor)) <= upscale.maxResultPixels,
    ),
  );
}
