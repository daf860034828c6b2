import type { Warning } from "#lib/domain/notice.ts";
import { ModelError } from "./bundled-model.ts";
import { loadNet, type Net } from "./session.ts";

export interface ChosenModel {
  /** Null: no model can be used, the exemplar fill needs none. */
  readonly net: Net | null;
  /** For the person, where something simpler than asked for does the work. */
  readonly warnings: readonly Warning[];
}

/**
 * The operator's model where there is one and it can be used, else the bundled one, else none.
 *
 * @param report told why a model cannot be used, in words for the operator: they may name files.
 */
export async function chooseModel(
  ownModelPath: string | null,
  report: (reason: string) => void,
  load: (path?: string) => Promise<Net> = loadNet,
): Promise<ChosenModel> {
  const tryToLoad = (path?: string) =>
    load(path).catch((cause: unknown) => {
      if (!(cause instanceof ModelError)) throw cause;
      report(cause.message);
      return null;
    });
  const own = ownModelPath === null ? null : await tryToLoad(ownModelPath);
  if (own) return { net: own, warnings: [] };
  const bundled = await tryToLoad();
  if (!bundled) return { net: null, warnings: [NO_MODEL] };
  return { net: bundled, warnings: ownModelPath === null ? [] : [OWN_MODEL_FAILED] };
}

const OWN_MODEL_FAILED: Warning = { code: "engine_model_replaced", values: {} };
const NO_MODEL: Warning = { code: "engine_fallback", values: {} };
