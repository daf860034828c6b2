import { randomUUID } from "node:crypto";
import { PASSWORD } from "../account.ts";
import { violations } from "../axe.ts";
import { expect, type Page } from "../test.ts";
import { test } from "./sandbox.ts";

// What is sent without the check is refused.
test.use({ expectedNoise: /403/ });

const NOT_PASSED = "The check that you are a person did not pass.";

test("whoever opens an account shows that they are a person, and again for each message", async ({ page }) => {
  const refusal = page.getByRole("alert").filter({ hasText: NOT_PASSED });
  await page.goto("/sign-up");
  await expect(check(page)).not.toBeChecked();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("E-mail").fill(`${randomUUID()}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  const submit = page.getByRole("main").getByRole("button", { name: "Create account" });
  await submit.click();
  await expect(refusal).toBeVisible();
  await pass(page);
  await submit.click();
  await expect(page.getByText("We sent a link to")).toBeVisible();

  const again = page.getByRole("button", { name: "Send the link again" });
  await again.click();
  await expect(refusal).toBeVisible();
  await pass(page);
  await again.click();
  await expect(page.getByText("Sent again.")).toBeVisible();
  await expect(refusal).toBeHidden();
  await expect(check(page), "it is good once").not.toBeChecked();
});

const check = (page: Page) =>
  page.frameLocator("iframe[title='Check that you are a person']").getByRole("checkbox", { name: "I am a person" });

async function pass(page: Page): Promise<void> {
  await expect(check(page)).not.toBeChecked();
  await check(page).check();
  await expect(page.locator("[name=captchaToken]:enabled")).toHaveCount(1);
}
