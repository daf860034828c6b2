import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configureProviders, findModel } from "#lib/providers/registry.ts";
import { testConformance } from "../conformance.ts";
import { createAquarelleProvider } from "./aquarelle.ts";
import { aquarelleStandin } from "./standin.ts";

const { ask, sandbox } = testConformance({
  create: createAquarelleProvider,
  standin: aquarelleStandin,
  env: (baseUrl) => ({ COMPATIBLE_BASE_URL: baseUrl, COMPATIBLE_API_KEY: aquarelleStandin.key }),
});

test("a whole provider is one file of under 150 lines, and one line in the registry", () => {
  const lines = readFileSync(new URL("./aquarelle.ts", import.meta.url), "utf8").split("\n");
  expect(lines.length).toBeLessThan(150);
  configureProviders({ env: { LOCAL_EDIT_TOKENS: 1 }, engine: null }, [createAquarelleProvider]);
  expect(findModel("aquarelle/fill")?.availability.available).toBe(false);
});

test("what it was asked and what it cost come through", async () => {
  const result = await ask("aquarelle/fill", { prompt: "a heron", options: { seed: 5 } });
  expect(sandbox().submissionsTo("aquarelle")[0]).toMatchObject({ prompt: "a heron", fields: { seed: 5 } });
  expect(result.costMicroUsd).toBe(20_000);
});
