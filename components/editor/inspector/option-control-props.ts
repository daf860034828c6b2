import type { OptionValue } from "#lib/domain/model-option.ts";
import type { TranslatedOption } from "#lib/i18n/translated-models.ts";

export interface OptionControlProps<Option extends TranslatedOption = TranslatedOption> {
  readonly option: Option;
  /** Undefined while nobody has set it. */
  readonly value: OptionValue | undefined;
  /** By how much its values multiply the price, where they do. */
  readonly factors: Readonly<Record<string, number>> | null;
  readonly error: string | null;
  /** Undefined takes it back to the default. */
  readonly onChange: (value: OptionValue | undefined) => void;
}
