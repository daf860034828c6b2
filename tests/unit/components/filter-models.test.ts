import { expect, test } from "vitest";
import { ANY_OPERATION, byProvider, matching } from "#components/models/filter-models.ts";
import { modelSample } from "#tests/unit/client/model-sample.ts";

const eraser = modelSample("here/erase", { provider: "Here" });
const away = modelSample("away/erase", { provider: "Away", available: false });
const upscaler = modelSample("there/upscale", { provider: "There", operations: ["upscale"] });
const MODELS = [away, eraser, upscaler];
const idsOf = (models: readonly { id: string }[]) => models.map(({ id }) => id);

test("models are narrowed down by what they do and by whether they are ready", () => {
  expect(idsOf(matching(MODELS, { operation: ANY_OPERATION, availability: "all" }))).toEqual(idsOf(MODELS));
  expect(idsOf(matching(MODELS, { operation: "erase", availability: "all" }))).toEqual(["away/erase", "here/erase"]);
  expect(idsOf(matching(MODELS, { operation: "erase", availability: "ready" }))).toEqual(["here/erase"]);
  expect(matching(MODELS, { operation: "restyle", availability: "all" })).toEqual([]);
});

test("providers with something ready come first, and each one's models stay together", () => {
  const other = modelSample("away/other", { provider: "Away", available: false });
  const groups = byProvider([...MODELS, other]).map(({ provider, models }) => [provider, ...idsOf(models)]);
  expect(groups).toEqual([
    ["Here", "here/erase"],
    ["There", "there/upscale"],
    ["Away", "away/erase", "away/other"],
  ]);
});
