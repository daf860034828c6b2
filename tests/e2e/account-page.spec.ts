import { readFileSync } from "node:fs";
import { type APIRequestContext, type Locator, request } from "@playwright/test";
import { PASSWORD, signUp } from "./account.ts";
import { look, SIZES } from "./pictures.ts";
import { expect, type Page, SAMPLE, savedBy, test } from "./test.ts";

const NEW_PASSWORD = "another long password";

test.describe("an account", () => {
  // Signing in with what is no account any more.
  test.use({ expectedNoise: /401/ });

  test("its key works until it is revoked, its password and sessions change, its data is handed over, and it ends", async ({
    page,
    baseURL,
  }) => {
    const origin = baseURL ?? "";
    const email = await signUp(page.request, origin);
    await upload(page, origin);
    await page.goto("/account");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Account");

    await test.step("a key is shown once, lets a program in, and no longer when it is revoked", async () => {
      const secret = await makeKey(page, "Nightly script");
      const program = await request.newContext({ baseURL: origin });
      const ask = () => program.get("/api/v1/images", { headers: { Authorization: `Bearer ${secret}` } });
      expect((await (await ask()).json()).items).toHaveLength(1);
      await page.reload();
      await expect(section(page, "API keys")).toContainText("Nightly script");
      expect(await page.content()).not.toContain(secret);
      await press(page, "Revoke the key Nightly script", page.getByRole("alertdialog"));
      await page.getByRole("button", { name: "Revoke key" }).click();
      await expect(section(page, "API keys")).toContainText("There are no keys.");
      expect((await ask()).status()).toBe(401);
      await program.dispose();
    });

    await test.step("a new password takes the place of the old one", async () => {
      const form = section(page, "Password");
      await form.getByLabel("Present password", { exact: true }).fill(PASSWORD);
      await form.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
      await form.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByText("The password is changed.")).toBeVisible();
      await expect(form.getByLabel("New password", { exact: true })).toHaveValue("");
    });

    await test.step("somebody signed in elsewhere is signed out from here", async () => {
      const elsewhere = await request.newContext({ baseURL: origin, userAgent: FIREFOX_ON_WINDOWS });
      expect(await signIn(elsewhere, origin, email, PASSWORD)).toBe(401);
      expect(await signIn(elsewhere, origin, email, NEW_PASSWORD)).toBe(200);
      await page.reload();
      await press(page, "Sign out Firefox on Windows", page.getByText("That session is ended."));
      await expect(section(page, "Where you are signed in").getByRole("listitem")).toHaveCount(1);
      expect((await elsewhere.get("/api/v1/me")).status()).toBe(401);
      await elsewhere.dispose();
    });

    await test.step("the archive holds the photo, byte for byte", async () => {
      const download = page.getByRole("button", { name: "Download the archive" });
      const archive = await savedBy(page, () => download.click());
      expect(archive.name).toMatch(/^repaint-\d{4}-\d{2}-\d{2}\.zip$/);
      expect(archive.bytes.includes(readFileSync(SAMPLE))).toBe(true);
    });

    await test.step("what goes and what stays is told before it is deleted, and nobody signs in afterwards", async () => {
      await page.getByRole("button", { name: "Delete account…" }).click();
      const dialog = page.getByRole("dialog", { name: "Delete your account?" });
      await expect(dialog).toContainText("What stays");
      await dialog.getByRole("button", { name: "Continue" }).click();
      await dialog.getByLabel("Your e-mail address").fill(email);
      await dialog.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
      await dialog.getByRole("button", { name: "Delete for good" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account is deleted");
      await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
      await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByRole("alert").filter({ hasText: "do not match" })).toBeVisible();
    });
  });
});

for (const [device, viewport] of Object.entries(SIZES)) {
  test.describe(device, () => {
    // An archive that is not sent.
    test.use({ viewport, expectedNoise: /429/ });

    test("no state of the account page has an accessibility violation", async ({ page, baseURL }) => {
      const email = await signUp(page.request, baseURL ?? "");
      const elsewhere = await request.newContext({ baseURL: baseURL ?? "", userAgent: FIREFOX_ON_WINDOWS });
      await signIn(elsewhere, baseURL ?? "", email, PASSWORD);
      await elsewhere.dispose();
      await page.goto("/account");
      await press(page, "New key", page.getByRole("dialog"));
      await look(page, "account-new-key");
      await page.getByRole("button", { name: "Make key" }).click();
      await expect(page.getByText("Enter a name of at most")).toBeVisible();
      await expect(page.getByLabel("Name")).toBeFocused();
      await look(page, "account-wrong-key");
      await page.keyboard.press("Escape");
      await makeKey(page, "Nightly script", () => look(page, "account-secret"));
      await look(page, "account", { fullPage: true });

      await press(page, "Revoke the key Nightly script", page.getByRole("alertdialog"));
      await look(page, "account-revoke");
      await page.keyboard.press("Escape");
      await press(page, "Sign out everywhere", page.getByRole("alertdialog"));
      await look(page, "account-sign-out");
      await page.keyboard.press("Escape");
      await press(page, "Delete account…", page.getByRole("dialog"));
      await look(page, "account-delete");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("button", { name: "Delete for good" }).click();
      await expect(page.getByText("This is not the address of this account.")).toBeVisible();
      await expect(page.getByLabel("Your e-mail address")).toBeFocused();
      await look(page, "account-delete-confirm");
      await page.keyboard.press("Escape");

      await section(page, "E-mail address").getByRole("button", { name: "Send the link" }).click();
      await expect(page.getByText("Enter an e-mail address")).toBeVisible();
      await look(page, "account-wrong-address");

      // Its limit is tested elsewhere: here it is far away.
      await page.route("**/account/export", (route) =>
        route.fulfill({ status: 429, headers: { "Retry-After": "1800" } }),
      );
      await page.getByRole("button", { name: "Download the archive" }).click();
      await expect(page.getByText("It can be downloaded again at")).toBeVisible();
      await look(page, "account-no-archive");
    });
  });
}

const FIREFOX_ON_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Presses a button until its script has come and what it leads to is there. */
async function press(page: Page, button: string, what: Locator): Promise<void> {
  await expect(async () => {
    // A press that took longer than was waited for has hidden the button behind what it opened.
    if (!(await what.isVisible()))
      await page.getByRole("button", { name: button, exact: true }).click({ timeout: 1_000 });
    await expect(what).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** Answers the secret. */
async function makeKey(page: Page, name: string, atSecret?: () => Promise<void>): Promise<string> {
  await press(page, "New key", page.getByRole("dialog"));
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Make key" }).click();
  const secret = await page.getByRole("textbox", { name: "Secret" }).inputValue();
  await atSecret?.();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  return secret;
}

async function upload(page: Page, origin: string): Promise<void> {
  const file = { name: "sample.jpg", mimeType: "image/jpeg", buffer: readFileSync(SAMPLE) };
  const answer = await page.request.post("/api/v1/images", { headers: { Origin: origin }, multipart: { file } });
  expect(answer.status()).toBe(201);
}

async function signIn(person: APIRequestContext, origin: string, email: string, password: string): Promise<number> {
  const data = { email, password };
  return (await person.post("/api/v1/auth/sign-in", { headers: { Origin: origin }, data })).status();
}
