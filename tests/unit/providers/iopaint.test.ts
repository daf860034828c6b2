import { expect, test } from "vitest";
import { createIopaintProvider } from "#lib/providers/iopaint.ts";
import { iopaint } from "#tests/sandbox/standins/iopaint.ts";
import { testConformance } from "./conformance.ts";

const { ask, sandbox } = testConformance({
  create: createIopaintProvider,
  standin: iopaint,
  env: (baseUrl) => ({ IOPAINT_BASE_URL: baseUrl }),
});

test("a description and its settings reach the server in its own words, and the edge is left to us", async () => {
  await ask("iopaint/inpaint", {
    prompt: "a boat",
    options: { seed: 7, negativePrompt: "people", strength: 0.5, steps: 20 },
  });
  expect(sandbox().submissionsTo("iopaint")[0]).toMatchObject({
    prompt: "a boat",
    fields: { sd_seed: 7, negative_prompt: "people", sd_strength: 0.5, sd_steps: 20, sd_mask_blur: 0 },
  });
});

test("without a seed each run differs; an eraser is sent no description", async () => {
  await ask("iopaint/inpaint", { prompt: "a boat" });
  await ask("iopaint/erase", { prompt: "a boat" });
  const [inpaint, erase] = sandbox().submissionsTo("iopaint");
  expect(inpaint?.fields).toMatchObject({ sd_seed: -1 });
  expect(erase).toMatchObject({ prompt: null, fields: {} });
});
