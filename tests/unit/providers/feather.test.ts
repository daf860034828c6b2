import type { Mask } from "#lib/domain/raster.ts";
import type { Standin } from "#tests/sandbox/kit/standin.ts";
import { createAquarelleProvider } from "./aquarelle/aquarelle.ts";
import { aquarelleStandin } from "./aquarelle/standin.ts";
import { testConformance } from "./conformance.ts";

/** The service that does not exist, if it blurred every mask by itself and could not be kept from it. */
const standin: Standin = {
  ...aquarelleStandin,
  handle: (request, context) =>
    aquarelleStandin.handle(request, {
      ...context,
      saw: (submission) => context.saw({ ...submission, region: submission.region && blurred(submission.region) }),
    }),
};

testConformance({
  create: (settings) => {
    const provider = createAquarelleProvider(settings);
    return { ...provider, models: provider.models.map((model) => ({ ...model, feather: "provider" })) };
  },
  standin,
  env: (baseUrl) => ({ COMPATIBLE_BASE_URL: baseUrl, COMPATIBLE_API_KEY: standin.key }),
});

/** The mean of three by three pixels. */
function blurred({ width, height, data }: Mask): Mask {
  const at = (x: number, y: number) =>
    data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] as number;
  const near = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const));
  const mean = (x: number, y: number) => near.reduce((sum, [dx, dy]) => sum + at(x + dx, y + dy), 0) / near.length;
  return { width, height, data: data.map((_, index) => Math.round(mean(index % width, Math.floor(index / width)))) };
}
