import type { Operation } from "#lib/domain/operation.ts";
import type { TranslatedModel } from "#lib/i18n/translated-models.ts";

export const ANY_OPERATION = "any";

export interface ModelFilter {
  readonly operation: Operation | typeof ANY_OPERATION;
  readonly availability: "all" | "ready";
}

export interface ProviderGroup {
  readonly provider: string;
  readonly models: readonly TranslatedModel[];
}

export function matching(
  models: readonly TranslatedModel[],
  { operation, availability }: ModelFilter,
): TranslatedModel[] {
  return models.filter(
    (model) =>
      (operation === ANY_OPERATION || model.operations.includes(operation)) &&
      (availability === "all" || model.available),
  );
}

/** Providers with something ready come first; otherwise in the order of the list. */
export function byProvider(models: readonly TranslatedModel[]): ProviderGroup[] {
  const groups = [...Map.groupBy(models, (model) => model.provider)].map(([provider, own]) => ({
    provider,
    models: own,
  }));
  const isReady = (group: ProviderGroup) => group.models.some((model) => model.available);
  return [...groups.filter(isReady), ...groups.filter((group) => !isReady(group))];
}
