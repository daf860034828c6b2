import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { request } from "@playwright/test";
import { PASSWORD, signUp } from "../account.ts";
import { look, SIZES } from "../pictures.ts";
import { expect, openOwnSample, openSample, type Page } from "../test.ts";
import { doBusiness } from "./business.ts";
import { fillPastDays } from "./past-days.ts";
import { test } from "./sandbox.ts";

/** Every folder is a page. */
const PAGES = readdirSync(new URL("../../../app/(site)/admin", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const ADDRESS = `ops.${randomUUID().slice(0, 4)}@example.com`;

let business: Awaited<ReturnType<typeof doBusiness>> | undefined;

test.beforeAll(async ({ sandboxedServer }) => {
  const { url, dataDir, captcha, grantAdmin } = sandboxedServer;
  const administrator = await request.newContext({ baseURL: url });
  await signUp(administrator, url, { email: ADDRESS, captchaToken: captcha.issueToken() });
  await grantAdmin(ADDRESS);
  business = await doBusiness({ ...sandboxedServer, administrator });
  await fillPastDays(dataDir);
});
test.afterAll(() => business?.end());

test.beforeEach(async ({ page, baseURL }) => {
  const data = { email: ADDRESS, password: PASSWORD };
  const headers = { Origin: baseURL as string };
  expect((await page.request.post("/api/v1/auth/sign-in", { headers, data })).ok()).toBe(true);
});

test("a guest is asked to sign in, and to anybody else there is no such page", async ({
  request: anybody,
  baseURL,
  captcha,
}) => {
  const paths = ["/admin", ...PAGES.map((name) => `/admin/${name}`), `/admin/accounts/${business?.account}`];
  for (const path of paths) {
    expect((await anybody.get(path)).url()).toBe(`${baseURL}/sign-in?next=${encodeURIComponent(path)}`);
  }
  await signUp(anybody, baseURL as string, { captchaToken: captcha.issueToken() });
  for (const path of paths) expect((await anybody.get(path)).status(), path).toBe(404);
});

test("a query that makes no sense, and a cursor that is not ours, are no page", async ({ page }) => {
  const lists = ["accounts", "actions", "holds", "jobs", "purchases", `accounts/${business?.account}`];
  const paths = [
    ...lists.map((name) => `/admin/${name}?cursor=strange`),
    "/admin?days=8",
    "/admin/actions?userId=me",
    "/admin/holds?minutes=soon",
    "/admin/jobs?state=lost",
    "/admin/purchases?status=free",
    "/billing?before=strange",
  ];
  for (const path of paths) expect((await page.request.get(path)).status(), path).toBe(404);
  for (const name of ["", "/actions", "/jobs", "/purchases"]) {
    expect((await page.request.get(`/admin${name}`)).status(), name).toBe(200);
  }
});

test("the menu in the editor leads to the administration, those only who run the server", async ({ page, baseURL }) => {
  await openOwnSample(page, baseURL as string);
  await accountMenu(page).click();
  await page.getByRole("menuitem", { name: "Administration" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await openSample(page, baseURL as string);
  const answered = page.waitForResponse("**/api/v1/me");
  await accountMenu(page).click();
  await answered;
  await expect(page.getByRole("menuitem", { name: "Account" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Administration" })).toBeHidden();
});

test("on a phone whatever can be done with a row is in sight, in every language", async ({
  page,
  context,
  baseURL,
}) => {
  await page.setViewportSize(SIZES.phone);
  const places = {
    purchases: "/admin/purchases",
    holds: "/admin/holds?minutes=0",
    jobs: "/admin/jobs",
    account: `/admin/accounts/${business?.account}`,
  };
  for (const language of ["en", "de", "ar"]) {
    await context.addCookies([{ name: "locale", value: language, url: baseURL as string }]);
    for (const [name, path] of Object.entries(places)) {
      await show(page, path);
      const buttons = page.getByRole("table").getByRole("button");
      await expect(buttons.first()).toBeVisible();
      for (const button of await buttons.all()) {
        const { x, width } = (await button.boundingBox()) ?? { x: -1, width: 0 };
        expect(x, `${name} in ${language}`).toBeGreaterThan(0);
        expect(x + width, `${name} in ${language}`).toBeLessThan(SIZES.phone.width);
      }
      if (language !== "en" && name !== "account") await lookAtPage(page, `${name}-${language}`);
    }
  }
});

test("on a phone what stands beside one another on a card begins at one height, however long its names are", async ({
  page,
}) => {
  await page.setViewportSize(SIZES.phone);
  await show(page, "/admin/limits");
  // What comes under the name of its column.
  const values = await page
    .getByRole("table")
    .first()
    .getByRole("cell")
    .evaluateAll((cells) =>
      cells.map((cell) => {
        const value = document.createRange();
        value.selectNodeContents(cell);
        value.setStartAfter(cell.firstChild as ChildNode);
        return { cell: cell.getBoundingClientRect().top, value: Math.round(value.getBoundingClientRect().top) };
      }),
    );
  const heights = Map.groupBy(values, ({ cell }) => Math.round(cell));
  expect([...heights.values()].some((beside) => beside.length > 1)).toBe(true);
  for (const beside of heights.values()) expect(new Set(beside.map(({ value }) => value)).size).toBe(1);
});

for (const [device, viewport] of Object.entries(SIZES)) {
  test.describe(device, () => {
    test.use({ viewport });

    test("no page of the administration has an accessibility violation, or is wider than the window", async ({
      page,
    }) => {
      await show(page, "/admin");
      await lookAtPage(page, "overview");
      for (const name of PAGES) {
        await show(page, name === "holds" ? "/admin/holds?minutes=0" : `/admin/${name}`);
        await lookAtPage(page, name);
      }
    });

    test("no account and no dialog has one", async ({ page }) => {
      await show(page, `/admin/accounts/${business?.account}`);
      await lookAtPage(page, "account");
      await lookAtDialog(page, "Block", "block");
      await page.getByRole("button", { name: "Adjust tokens" }).click();
      await page.getByRole("textbox", { name: "Tokens" }).fill("none");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByText("Write a whole number that is not zero.")).toBeVisible();
      await look(page, "admin-adjust");
      await show(page, "/admin/purchases");
      await page
        .getByRole("button", { name: /^Refund a payment/ })
        .first()
        .click();
      await page.getByRole("textbox", { name: "Reason" }).fill("Bought twice by mistake");
      await look(page, "admin-refund");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByRole("button", { name: "Back" })).toBeVisible();
      await look(page, "admin-confirm");
      await show(page, "/admin/providers");
      await lookAtDialog(page, /^Switch off/, "switch-off");
      await show(page, "/admin/settings");
      await lookAtDialog(page, "Change: Daily caps", "caps");
      await lookAtDialog(page, "Change: Purchases", "flag");
    });

    for (const language of ["de", "ar"]) {
      test(`in ${language} the overview, an account and the settings have none`, async ({ page, context, baseURL }) => {
        await context.addCookies([{ name: "locale", value: language, url: baseURL as string }]);
        const places = {
          overview: "/admin",
          account: `/admin/accounts/${business?.account}`,
          settings: "/admin/settings",
        };
        for (const [name, path] of Object.entries(places)) {
          await show(page, path);
          await expect(page.locator("html")).toHaveAttribute("lang", language);
          await lookAtPage(page, `${name}-${language}`);
        }
      });
    }
  });
}

const accountMenu = (page: Page) => page.getByRole("banner").getByRole("button", { name: "Account" });

async function show(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Nothing on it is wider than the window, either: what is scrolls by itself. */
async function lookAtPage(page: Page, name: string): Promise<void> {
  await look(page, `admin-${name}`, { fullPage: true });
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(tooWide, name).toBeLessThanOrEqual(0);
}

/** Looks at the dialog that a button opens, and leaves it. */
async function lookAtDialog(page: Page, button: string | RegExp, name: string): Promise<void> {
  await page.getByRole("button", { name: button }).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(page, `admin-${name}`);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
}
