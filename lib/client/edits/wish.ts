import type { OptionValues } from "#lib/domain/model-option.ts";
import type { Operation } from "#lib/domain/operation.ts";
import type { Edges } from "#lib/domain/outpaint.ts";
import type { Factor } from "./enlarge.ts";

/** What someone has set up for the next edit, whether or not the operation at hand uses it. */
export interface Wish {
  readonly operation: Operation;
  readonly prompt: string;
  /** A strategy or a model's id. */
  readonly model: string;
  /** Settings by model id; each model keeps its own. */
  readonly options: ReadonlyMap<string, OptionValues>;
  /** Further pictures, of which a model is sent as many as it takes. */
  readonly references: readonly unknown[];
  readonly allowFailover: boolean;
  readonly expand: Edges;
  readonly scale: Factor;
}
