import type { OptionInfo } from "#lib/contracts/model.ts";
import type { OptionValue } from "#lib/domain/model-option.ts";

export interface OptionControlProps<Option extends OptionInfo = OptionInfo> {
  readonly option: Option;
  /** Undefined while nobody has set it. */
  readonly value: OptionValue | undefined;
  /** By how much its values multiply the price, where they do. */
  readonly factors: Readonly<Record<string, number>> | null;
  readonly error: string | null;
  /** Undefined takes it back to the default. */
  readonly onChange: (value: OptionValue | undefined) => void;
}
