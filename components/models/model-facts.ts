"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { wordsOfLimits, wordsOfMask, wordsOfMeasured, wordsOfPrice, wordsOfPrompt } from "./model-words.ts";

interface ModelFact {
  readonly name: "measured" | "prompt" | "options" | "streaming" | "mask" | "limits";
  readonly label: string;
  /** Null where it is not known or does not apply. */
  readonly of: (model: ModelInfo) => string | null;
}

/** What is told of each model besides its name, its operations and whether it is ready: its price, and the rest. */
export function useModelFacts(): {
  readonly price: (model: ModelInfo) => string;
  readonly facts: readonly ModelFact[];
} {
  const t = useTranslations("models");
  const format = useFormatter();
  const fact = (name: ModelFact["name"], of: ModelFact["of"]): ModelFact => ({
    name,
    label: t(`columns.${name}`),
    of,
  });
  return {
    price: (model) => wordsOfPrice(t, model.price),
    facts: [
      fact("measured", ({ measured }) => wordsOfMeasured(t, measured)),
      fact("prompt", ({ prompt }) => wordsOfPrompt(t, prompt)),
      fact("options", ({ options }) => format.list(labelsOf(options), { type: "unit" }) || null),
      fact("streaming", ({ streaming }) => (streaming ? t("yes") : null)),
      fact("mask", ({ mask }) => wordsOfMask(t, mask)),
      fact("limits", ({ limits }) => wordsOfLimits(t, limits)),
    ],
  };
}

const labelsOf = (options: ModelInfo["options"]) => options.map(({ label }) => label);
