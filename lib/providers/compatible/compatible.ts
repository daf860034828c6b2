import "server-only";
import type { MaskEncoding } from "#lib/domain/mask-encoding.ts";
import { availableByAddress, unavailable } from "../availability.ts";
import { NO_MASK, SELF_HOSTED, transparentRepaints, whiteRepaints } from "../declare.ts";
import { send } from "../http/send.ts";
import type { Availability, Model, Provider } from "../provider.ts";
import { type Connection, connectionTo, type ProviderEnv, type ProviderSettings } from "../settings.ts";
import { readResult, toError } from "./answer.ts";
import { type MaskPolarity, PRESETS, type Preset, type PresetName } from "./presets.ts";
import { formOf } from "./request.ts";

/** What such a server is told by the environment, besides its key and address. */
export interface CompatibleEnv {
  /** Which server it is. `openai` where it is not said. */
  readonly COMPATIBLE_PRESET?: PresetName | undefined;
  /** The model's name on that server, sent with each edit. */
  readonly COMPATIBLE_MODEL?: string | undefined;
  /** Each of these instead of what the preset has. */
  readonly COMPATIBLE_PATH?: string | undefined;
  readonly COMPATIBLE_MASK_FIELD?: string | undefined;
  readonly COMPATIBLE_MASK_POLARITY?: MaskPolarity | undefined;
}

/**
 * A server of the operator's own that speaks OpenAI's `POST /v1/images/edits`: multipart in, base64 or an address out.
 * What the mask means differs from server to server, so the operator says which it is.
 *
 * Not confirmed: what sizes such a server takes, and what its errors look like beyond `{error}` or `{detail}`.
 */
export function createCompatibleProvider({ env }: { env: ProviderEnv & CompatibleEnv } & ProviderSettings): Provider {
  const connection = connectionTo("COMPATIBLE", env, "");
  const preset = presetOf(env);
  const modelName = env.COMPATIBLE_MODEL ?? null;
  // People write the address with and without the version; the path has it.
  const baseUrl = connection.baseUrl.replace(/\/v1$/, "");
  return {
    id: "compatible",
    name: preset.server,
    models: [toModel(preset, modelName)],
    limits: { maxConcurrent: preset.maxConcurrent },
    availability: () => availabilityOf(connection, modelName, preset),
    edit: async (call) => {
      const answer = await send(
        `${baseUrl}${preset.path}`,
        {
          method: "POST",
          headers: connection.key ? { authorization: `Bearer ${connection.key}` } : {},
          body: formOf(call, preset, modelName),
        },
        { signal: call.signal, toError },
      );
      return readResult(answer, baseUrl, call.signal);
    },
  };
}

function presetOf(env: CompatibleEnv): Preset {
  const preset = PRESETS[env.COMPATIBLE_PRESET ?? "openai"];
  const mask = preset.mask && {
    field: env.COMPATIBLE_MASK_FIELD ?? preset.mask.field,
    polarity: env.COMPATIBLE_MASK_POLARITY ?? preset.mask.polarity,
  };
  const path = env.COMPATIBLE_PATH ?? preset.path;
  return { ...preset, mask, path: path.startsWith("/") ? path : `/${path}` };
}

function availabilityOf(connection: Connection, modelName: string | null, { needsModel }: Preset): Availability {
  const reached = availableByAddress("COMPATIBLE", connection);
  if (!reached.available || modelName || !needsModel) return reached;
  return unavailable({ code: "model_missing", values: { variable: "COMPATIBLE_MODEL" } });
}

function toModel(preset: Preset, modelName: string | null): Model {
  const { server, mask, reads, references } = preset;
  return {
    ...SELF_HOSTED,
    id: "compatible/edit",
    name: modelName ?? server,
    description: descriptionOf(preset),
    operations: preset.operations,
    image: preset.image,
    mask: mask ? ENCODINGS[mask.polarity](reads === "description") : NO_MASK,
    prompt: { use: "optional", maxCharacters: 4_000 },
    options: preset.options,
    maxReferences: references?.most ?? 0,
    ...(preset.operations.includes("outpaint") && { outpaint: { by: "padding" } }),
    execution: "sync",
    // Behind such an address may be a service that bills.
    repeatable: false,
    deadlineMillis: 300_000,
  };
}

function descriptionOf({ reads, mask }: Preset): string {
  if (reads === "description") return "Paints what you describe, on your own server.";
  if (mask) return "Follows an instruction, on your own server.";
  return "Follows an instruction, on your own server. It is told what to change, but not where: mark closely.";
}

/** A server that reads descriptions has no way to find what is meant by itself, so it needs the mask. */
const ENCODINGS: Readonly<Record<MaskPolarity, (required: boolean) => MaskEncoding>> = {
  "white-repaints": (required) => whiteRepaints(10_000_000, { required }),
  "transparent-repaints": (required) => transparentRepaints(3_999_999, { required }),
};
