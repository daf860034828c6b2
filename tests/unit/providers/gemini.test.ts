import sharp from "sharp";
import { expect, test } from "vitest";
import { createGeminiProvider } from "#lib/providers/gemini/gemini.ts";
import { gemini } from "#tests/sandbox/standins/gemini.ts";
import { testConformance } from "./conformance.ts";

const { ask, sandbox } = testConformance({
  create: createGeminiProvider,
  standin: gemini,
  env: (baseUrl) => ({ GEMINI_BASE_URL: baseUrl, GEMINI_API_KEY: gemini.key }),
});
const PRO = "gemini/gemini-3-pro-image";
const FLASH = "gemini/gemini-3.1-flash-image";
const submissions = () => sandbox().submissionsTo("gemini");

test("a square comes back for the square that was sent, and no draft of the model's thinking", async () => {
  const { image } = await ask(PRO);
  const { width, height } = await sharp(image.bytes).metadata();
  expect(width).toBe(height);
  expect(submissions()[0]).toMatchObject({ endpoint: "gemini-3-pro-image", fields: { aspectRatio: "1:1" } });
});

test("each operation is an instruction that names what to change and what to keep", async () => {
  const options = { searchPrompt: "the parked car" };
  await ask(FLASH, { prompt: "a red umbrella" });
  await ask(FLASH, { operation: "erase", prompt: "" });
  await ask(FLASH, { operation: "replace-object", prompt: "a horse", options });
  await ask(FLASH, { operation: "recolor", prompt: "bright red", options });
  await ask(FLASH, { operation: "replace-background", prompt: "a beach" });
  await ask(FLASH, { operation: "restyle", prompt: "watercolor" });
  const prompts = submissions().map(({ prompt }) => prompt);
  expect(prompts[0]).toMatch(/center.*a red umbrella.*stays exactly as it is/);
  expect(prompts[1]).toMatch(/Take away the main object.*stays exactly as it is/);
  expect(prompts[2]).toMatch(/place of the parked car.*a horse/);
  expect(prompts[3]).toMatch(/the parked car this color.*bright red/);
  expect(prompts[4]).toMatch(/background.*a beach/);
  expect(prompts[5]).toMatch(/style: watercolor/);
});

test("references follow the picture, and the instruction tells which one is edited", async () => {
  const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: "red" } });
  const reference = { bytes: await picture.jpeg().toBuffer(), format: "jpeg" as const };
  await ask(PRO, { references: [reference, reference] });
  expect(submissions()[0]?.fields).toMatchObject({ references: 2 });
  expect(submissions()[0]?.prompt).toMatch(/^Edit the first image/);
});

test("a request of more than 20 MB is refused before it is sent", async () => {
  const reference = { bytes: new Uint8Array(15_000_000), format: "png" as const };
  await expect(ask(PRO, { references: [reference] })).rejects.toMatchObject({ code: "image_rejected" });
  expect(sandbox().requests).toEqual([]);
});

test("a refusal under HTTP 200 says which side was refused, and why", async () => {
  sandbox().fail("gemini", "prompt-blocked");
  await expect(ask(PRO)).rejects.toMatchObject({ moderation: { side: "input", category: "PROHIBITED_CONTENT" } });
  sandbox().fail("gemini", "image-safety");
  await expect(ask(PRO)).rejects.toMatchObject({ moderation: { side: "output", category: "IMAGE_SAFETY" } });
});

test("what a call cost is taken from its metered tokens", async () => {
  const { costMicroUsd, usage, requestId } = await ask(FLASH);
  expect(usage).toEqual({ promptTokenCount: 600, candidatesTokenCount: 1120, thoughtsTokenCount: 100 });
  expect(costMicroUsd).toBe(600 * 0.5 + 1120 * 60 + 100 * 3);
  expect(requestId).toBe("response-1");
});
