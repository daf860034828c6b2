import { chooseOperation, expect, openSample, type Page } from "../test.ts";
import { test, WITHOUT_KEY } from "./sandbox.ts";
import { chooseModel, facts, mark, run, tokensIn, tokensLeft } from "./steps.ts";

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("where the model is chosen for one, the reason is told; where it fails another does it, and that is paid once", async ({
  page,
  sandbox,
}) => {
  const before = await tokensLeft(page);
  await chooseOperation(page, "Recolor");
  await page.getByRole("textbox", { name: "Which colour, on what" }).fill("the ball in green");
  await page.getByRole("switch", { name: "If it fails, try another model" }).click();
  const button = page.getByRole("button", { name: /^Recolor for/ });
  await expect(button).toBeVisible();
  const { id, name } = await modelTold(page);
  sandbox.fail(id.split("/")[0] as string, "drops", 10);
  await button.click();

  await expect(facts(page)).toContainText(`${name} failed (not reachable)`);
  await expect(facts(page)).not.toContainText(`Done by${name},`);
  const charged = tokensIn(
    await facts(page)
      .getByText(/^[\d,]+ tokens?$/)
      .textContent(),
  );
  expect(charged).toBeGreaterThan(0);
  await expect.poll(() => tokensLeft(page)).toBe(before - charged);
});

test.describe("what cannot be used", () => {
  // The price of what was just refused is asked once more, and the answer is that nobody can do it now.
  test.use({ expectedNoise: /status of 503/ });

  test("a provider without a key, and one that refuses ours, say so and cost nothing", async ({ page, sandbox }) => {
    await test.step("without a key", async () => {
      await page.getByRole("combobox", { name: "Model" }).click();
      const unusable = page.getByRole("option", { name: /fal\.ai$/ }).first();
      await expect(unusable).toBeDisabled();
      await expect(unusable).toContainText(`${WITHOUT_KEY.toUpperCase()}_API_KEY`);
      await page.keyboard.press("Escape");
    });
    await test.step("with one that is refused", async () => {
      const before = await tokensLeft(page);
      sandbox.fail("stability", "wrong-key");
      await chooseModel(page, "Stability erase");
      await mark(page);
      await run(page, "Erase");
      await expect(page.getByText(/temporarily unavailable\. No tokens were used/).first()).toBeVisible();
      await expect.poll(() => tokensLeft(page)).toBe(before);
      await page.goto("/models");
      const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^Stability erase/ }) });
      await expect(row).toContainText("Temporarily unavailable. The operator has been told.");
    });
  });
});

/** The model that the inspector says will do it. */
async function modelTold(page: Page): Promise<{ id: string; name: string }> {
  const { models } = (await (await page.request.get("/api/v1/models")).json()) as {
    models: { id: string; name: string }[];
  };
  const words = await page.getByText(/^.+\. .+ models? that can /).textContent();
  const told = models.find(({ name }) => words?.startsWith(`${name}.`));
  if (!told) throw new Error(`no model in: ${words}`);
  return told;
}
