import { signUp } from "../account.ts";
import { expect, expectOpen, expectSaved, NOTHING_ELSE_CHANGED, type Page, pickPhoto, SAMPLE } from "../test.ts";
import { test } from "./sandbox.ts";
import { chooseModel, mark, run, tokensLeft } from "./steps.ts";

const balance = (page: Page) => page.getByRole("region", { name: "Your balance" });

test("out of tokens in the editor: buy some, come back to the work as it was, and run it", async ({
  page,
  baseURL,
  stripe,
  captcha,
}) => {
  const origin = baseURL ?? "";
  let price = 0;
  await test.step("the second account of one mailbox starts with nothing", async () => {
    await signUp(page.request, origin, { email: "ada.lovelace@gmail.com", captchaToken: captcha.issueToken() });
    await signUp(page.request, origin, { email: "adalovelace@gmail.com", captchaToken: captcha.issueToken() });
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

  await test.step("a dispute pauses spending, and its end in the buyer's favour gives all back", async () => {
    const charge = [...stripe.account.charges.keys()].at(-1) ?? "";
    const { id } = stripe.account.openDispute(charge);
    await stripe.delivery.settled();
    await page.goto("/billing");
    await expect(balance(page)).toContainText("Spending is paused");
    await expect(page.getByRole("listitem").filter({ hasText: "Disputed" })).toBeVisible();
    stripe.account.closeDispute(id, "won");
    await stripe.delivery.settled();
    await page.reload();
    await expect(balance(page)).toContainText(`${100 - price} tokens`);
    await expect(balance(page)).not.toContainText("paused");
  });

  await test.step("a refund takes its share back, and the history says so in plain words", async () => {
    const charge = [...stripe.account.charges.keys()].at(-1) ?? "";
    stripe.account.refund({ charge, amount: 250 });
    await stripe.delivery.settled();
    await page.reload();
    await expect(balance(page)).toContainText(`${50 - price} tokens`);
    const history = page.getByRole("table");
    for (const words of [
      "Bought",
      "Erase: sample.jpg",
      "Taken back by the bank",
      "Given back after a dispute",
      "Refunded",
    ])
      await expect(history.getByText(words)).toBeVisible();
    await expect(page.getByText("$2.50 refunded")).toBeVisible();
    await expect(page.getByRole("link", { name: /^Receipt of/ })).toHaveAttribute("href", /\/receipts\/ch_/);
  });
});
