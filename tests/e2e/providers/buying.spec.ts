import type { Locator } from "@playwright/test";
import { signUp } from "../account.ts";
import { expect, expectOpen, expectSaved, NOTHING_ELSE_CHANGED, type Page, pickPhoto, SAMPLE } from "../test.ts";
import { test } from "./sandbox.ts";
import { chooseModel, mark, run, tokensLeft } from "./steps.ts";

const BUYER = "adalovelace@gmail.com";
const balance = (page: Page) => page.getByRole("region", { name: "Your balance" });

test("out of tokens in the editor: buy some, come back to the work as it was, and run it", async ({
  page,
  baseURL,
  stripe,
  captcha,
  administrator,
}) => {
  const origin = baseURL ?? "";
  let price = 0;
  await test.step("the second account of one mailbox starts with nothing", async () => {
    await signUp(page.request, origin, { email: "ada.lovelace@gmail.com", captchaToken: captcha.issueToken() });
    await signUp(page.request, origin, { email: BUYER, captchaToken: captcha.issueToken() });
    await page.goto("/billing");
    await expect(balance(page)).toContainText("0 tokens");
  });

  await test.step("what cannot be paid says so, and where tokens are", async () => {
    await page.goto("/photos");
    await pickPhoto(page, SAMPLE);
    await expectOpen(page);
    await expectSaved(page);
    await mark(page);
    await chooseModel(page, "Recraft eraser");
    await page.getByRole("link", { name: "get more tokens" }).click();
    await expect(page.getByRole("heading", { name: "Buy tokens" })).toBeVisible();
  });

  await test.step("a payment that is left charges nothing, one that is made brings the tokens", async () => {
    await page.getByRole("button", { name: "Buy 100 tokens for $5" }).click();
    await page.getByRole("link", { name: "Back to the shop" }).click();
    await expect(page.getByText("Nothing was charged.")).toBeVisible();
    await page.getByRole("button", { name: "Buy 100 tokens for $5" }).click();
    await page.getByRole("button", { name: "Pay $5.00" }).click();
    await expect(page.getByText("100 tokens were added. You have 100 tokens now.")).toBeVisible();
  });

  await test.step("the work is as it was left, and runs", async () => {
    await page.getByRole("link", { name: "Back to your photo" }).click();
    await expectOpen(page);
    expect(await tokensLeft(page)).toBe(100);
    price = await run(page, "Erase");
    await expect(page.getByRole("main").getByText(NOTHING_ELSE_CHANGED)).toBeVisible();
    expect(await tokensLeft(page)).toBe(100 - price);
  });

  await test.step("an administrator finds the account and refunds half of the payment in two steps", async () => {
    await administrator.goto("/admin/accounts");
    await administrator.getByRole("searchbox", { name: "Find an account" }).fill(BUYER.slice(0, 8));
    await administrator.getByRole("button", { name: "Find" }).click();
    await administrator.getByRole("link", { name: BUYER }).click();
    await expect(administrator.getByRole("heading", { name: BUYER })).toBeVisible();
    await expect(available(administrator)).toHaveText(String(100 - price));
    await administrator.getByRole("button", { name: `Refund a payment of ${BUYER}` }).click();
    const dialog = administrator.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Amount in USD" }).fill("2.50");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Bought more than was needed");
    await dialog.getByRole("button", { name: "Continue" }).click();
    await expect(dialog).toContainText(`50 tokens will be taken back. The account has ${100 - price} available.`);
    await confirm(dialog, "Refund $2.50");
    await expect(administrator.getByText("$2.50 was refunded.")).toBeVisible();
    await stripe.delivery.settled();
  });

  await test.step("the balance falls by its share, for both of them to see", async () => {
    await administrator.reload();
    await expect(available(administrator)).toHaveText(String(50 - price));
    await expect(administrator.getByRole("cell", { name: "Bought more than was needed" })).toBeVisible();
    await page.goto("/billing");
    await expect(balance(page)).toContainText(`${50 - price} tokens`);
    await expect(page.getByText("$2.50 refunded")).toBeVisible();
  });

  await test.step("a dispute freezes the account, and its end in the buyer's favour gives all back", async () => {
    const charge = [...stripe.account.charges.keys()].at(-1) ?? "";
    const { id } = stripe.account.openDispute(charge);
    await stripe.delivery.settled();
    await page.reload();
    await expect(balance(page)).toContainText("Spending is paused");
    await expect(page.getByRole("listitem").filter({ hasText: "Disputed" })).toBeVisible();
    await administrator.reload();
    await expect(state(administrator)).toContainText("Frozen");
    stripe.account.closeDispute(id, "won");
    await stripe.delivery.settled();
    await page.reload();
    await expect(balance(page)).toContainText(`${50 - price} tokens`);
    await expect(balance(page)).not.toContainText("paused");
    await administrator.reload();
    await expect(state(administrator)).not.toContainText("Frozen");
  });

  await test.step("a blocked account is told so before it tries to buy", async () => {
    for (const name of ["Block", "Unblock"]) {
      await administrator.getByRole("button", { name, exact: true }).click();
      const dialog = administrator.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "Reason" }).fill("A question of theirs");
      await dialog.getByRole("button", { name, exact: true }).click();
      await expect(dialog).toBeHidden();
      await page.reload();
      const isBlocked = name === "Block";
      await expect(page.getByText("The operator has blocked this account")).toHaveCount(isBlocked ? 1 : 0);
      await expect(page.getByRole("heading", { name: "Buy tokens" })).toHaveCount(isBlocked ? 0 : 1);
    }
  });

  await test.step("the history says all of it in plain words", async () => {
    const history = page.getByRole("table");
    for (const words of [
      "Bought",
      "Erase: sample.jpg",
      "Taken back by the bank",
      "Given back after a dispute",
      "Refunded",
    ])
      await expect(history.getByText(words)).toBeVisible();
    await expect(page.getByRole("link", { name: /^Receipt of/ })).toHaveAttribute("href", /\/receipts\/ch_/);
  });
});

/** What the administration says of the account it shows. */
const available = (page: Page) => page.getByRole("definition").first();
const state = (page: Page) => page.getByRole("main").locator("header");

/** Confirms what a dialog asks. A press that comes before anybody can have read that does nothing. */
async function confirm(dialog: Locator, name: string): Promise<void> {
  await expect(async () => {
    if (await dialog.isVisible()) await dialog.getByRole("button", { name }).click({ timeout: 1_000 });
    await expect(dialog).toBeHidden({ timeout: 1_000 });
  }).toPass();
}
