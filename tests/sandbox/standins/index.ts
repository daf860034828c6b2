import type { Standin } from "../kit/standin.ts";
import { createA1111Standin } from "./a1111.ts";
import { createBflStandin } from "./bfl.ts";
import { createBriaStandin } from "./bria.ts";
import { createComfyuiStandin, WORKFLOW_FILE } from "./comfyui.ts";
import { createCompatibleStandin } from "./compatible.ts";
import { createFalStandin } from "./fal.ts";
import { gemini } from "./gemini.ts";
import { createIdeogramStandin } from "./ideogram.ts";
import { iopaint } from "./iopaint.ts";
import { openai } from "./openai.ts";
import { createRecraftStandin } from "./recraft.ts";
import { createReplicateStandin } from "./replicate.ts";
import { createStabilityStandin } from "./stability/stability.ts";

interface Entry {
  readonly standin: Standin;
  /** The variables by which Repaint reaches it. */
  readonly variables: (baseUrl: string, key: string) => Readonly<Record<string, string>>;
}

const keyed =
  (name: string): Entry["variables"] =>
  (baseUrl, key) => ({ [`${name}_BASE_URL`]: baseUrl, [`${name}_API_KEY`]: key });

/** A fresh set of every stand-in: those of services with jobs remember them. */
export const createStandins = (): readonly Entry[] => [
  { standin: openai, variables: keyed("OPENAI") },
  { standin: createStabilityStandin(), variables: keyed("STABILITY") },
  { standin: createRecraftStandin(), variables: keyed("RECRAFT") },
  { standin: createBflStandin(), variables: keyed("BFL") },
  { standin: gemini, variables: keyed("GEMINI") },
  { standin: createIdeogramStandin(), variables: keyed("IDEOGRAM") },
  { standin: createReplicateStandin(), variables: keyed("REPLICATE") },
  { standin: createFalStandin(), variables: keyed("FAL") },
  { standin: createBriaStandin(), variables: keyed("BRIA") },
  { standin: createCompatibleStandin(), variables: keyed("COMPATIBLE") },
  { standin: createA1111Standin(), variables: keyed("A1111") },
  { standin: iopaint, variables: (baseUrl) => ({ IOPAINT_BASE_URL: baseUrl }) },
  {
    standin: createComfyuiStandin(),
    variables: (baseUrl, key) => ({ ...keyed("COMFYUI")(baseUrl, key), COMFYUI_WORKFLOW: WORKFLOW_FILE }),
  },
];

/** The environment of a Repaint whose providers are all stand-ins of the sandbox at `url`. */
export function sandboxVariables(entries: readonly Entry[], url: string): Readonly<Record<string, string>> {
  return Object.assign({}, ...entries.map(({ standin, variables }) => variables(`${url}/${standin.id}`, standin.key)));
}
