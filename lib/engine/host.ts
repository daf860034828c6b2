import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { createEngineProcess, type EngineSettings } from "./engine-process.ts";
import { type Engine, type FillInput, MAX_SIDE, MIN_SIDE, type PictureInput } from "./fill.ts";

/** The local engine, in a process of its own that starts with the first call. */
export function createEngine(settings: EngineSettings = {}): Engine {
  const { perform, status, close } = createEngineProcess(settings);
  return {
    fill: async (input, options) => {
      checkFill(input);
      return perform("fill", input, options);
    },
    enlarge: async (input, options) => {
      checkPicture(input);
      return perform("enlarge", input, options);
    },
    cutOut: async (input, options) => {
      checkPicture(input);
      return perform("cutOut", input, options);
    },
    status,
    close,
  };
}

function checkFill({ width, height, pixels, mask }: FillInput): void {
  const isSide = (side: number) => Number.isInteger(side) && side >= MIN_SIDE && side <= MAX_SIDE;
  const isWhole = pixels.length === width * height * 3 && mask.length === width * height;
  if (!isSide(width) || !isSide(height) || !isWhole) {
    throw new RepaintError("internal", {
      detail: `the engine was given ${width} × ${height} with ${pixels.length} and ${mask.length} bytes`,
    });
  }
}

function checkPicture({ width, height, pixels }: PictureInput): void {
  if (width < 1 || height < 1 || pixels.length !== width * height * 3) {
    throw new RepaintError("internal", {
      detail: `the engine was given ${width} × ${height} with ${pixels.length} bytes`,
    });
  }
}
