import { RepaintError } from "./error.ts";

/**
 * A setting of a model, declared as data: the inspector draws it, the API checks it, the adapter sends it. The same
 * thing has the same name in every model: `seed`, `negativePrompt`, `strength` (0 unchanged … 1 free), `quality`,
 * `stylePreset`, `guidance`, `steps`, `growMask` (pixels), `creativity`, `searchPrompt`, `background`.
 */
export type ModelOption = NumberOption | ChoiceOption | FlagOption | TextOption;

interface OptionBase {
  /** camelCase, up to 40 characters. */
  readonly name: string;
  /** In English, as the hint and the labels of choices are: the page translates them. */
  readonly label: string;
  /** One short sentence, where the label does not say enough. */
  readonly hint?: string;
}

export interface NumberOption extends OptionBase {
  readonly type: "number";
  readonly min: number;
  readonly max: number;
  /** 1 makes it an integer. */
  readonly step: number;
  /** Null: the provider decides, nothing is sent. */
  readonly default: number | null;
}

export interface ChoiceOption extends OptionBase {
  readonly type: "choice";
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly default: string | null;
}

export interface FlagOption extends OptionBase {
  readonly type: "flag";
  readonly default: boolean;
}

export interface TextOption extends OptionBase {
  readonly type: "text";
  readonly maxCharacters: number;
  readonly required?: boolean;
}

export type OptionValue = string | number | boolean;
export type OptionValues = Readonly<Record<string, OptionValue>>;

/**
 * The given options that the model has, checked, and the names of those it lacks. A missing option is not filled in:
 * what is not given is not sent, and the provider's own default holds, except where the declaration has one.
 *
 * @throws RepaintError `invalid_request` with field `options.<name>` for a value outside the declaration.
 */
export function resolveOptions(
  declared: readonly ModelOption[],
  given: OptionValues,
): { values: OptionValues; unsupported: readonly string[] } {
  const values: Record<string, OptionValue> = {};
  for (const option of declared) {
    const value = given[option.name] ?? ("default" in option ? option.default : null);
    if (value !== null && value !== "") {
      if (!isLegal(option, value)) throw new RepaintError("invalid_request", { field: `options.${option.name}` });
      values[option.name] = value;
    } else if (option.type === "text" && option.required) {
      throw new RepaintError("option_required", { field: `options.${option.name}` });
    }
  }
  const known = new Set(declared.map(({ name }) => name));
  return { values, unsupported: Object.keys(given).filter((name) => !known.has(name)) };
}

function isLegal(option: ModelOption, value: OptionValue): boolean {
  switch (option.type) {
    case "number":
      return (
        typeof value === "number" &&
        value >= option.min &&
        value <= option.max &&
        (option.step !== 1 || Number.isInteger(value))
      );
    case "choice":
      return option.choices.some((choice) => choice.value === value);
    case "flag":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string" && value.length <= option.maxCharacters;
  }
}
