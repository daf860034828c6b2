import { fileURLToPath } from "node:url";
import type { Locator } from "@playwright/test";
import sharp from "sharp";
import { signUp } from "../account.ts";
import { violations } from "../axe.ts";
import { IS_TAKING_PICTURES, look, SIZES } from "../pictures.ts";
import { chooseOperation, erase, expect, openPhoto, openSample, type Page, paintTheBall, SAMPLE } from "../test.ts";
import { test } from "./sandbox.ts";

/**
 * The states of the app, in two sizes and two themes: none has an accessibility violation. With `UPDATE_PICTURES=1` a
 * picture of each is left to be looked at in `.reports/pictures`, and the one in the README is made anew. What runs and
 * what fails is looked at in `painting.spec.ts`.
 */
const README_PICTURE = fileURLToPath(new URL("../../../public/screenshot.jpg", import.meta.url));

/** One tool of each kind of options, and the letter that chooses it. */
const TOOLS = { Rectangle: "r", "Magic wand": "w", "Select object": "s", Move: "h", Brush: "b" } as const;

/** A menu lies over the page for as long as it is open, in none of its parts: it is looked at alone. */
const MENU = { within: "[role=menu]" };

for (const [device, viewport] of Object.entries(SIZES)) {
  test.describe(device, () => {
    test.use({ viewport });
    const isPhone = device === "phone";

    test("no page a guest can open has an accessibility violation", async ({ page }) => {
      for (const path of ["/", "/sign-in", "/sign-up", "/reset", "/dev/mailbox", "/models", "/guide"]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await look(page, `guest${path.replaceAll("/", "-")}`);
      }
    });

    test("no state of the library and the editor has one", async ({ page, baseURL, captcha }) => {
      await signUp(page.request, baseURL as string, { captchaToken: captcha.issueToken() });
      await page.goto("/photos");
      await look(page, "empty");
      await openPhoto(page, SAMPLE);
      await look(page, "opened");

      for (const [tool, key] of Object.entries(TOOLS)) {
        await page.keyboard.press(key);
        await expect(page.getByRole("button", { name: tool, exact: true, pressed: true })).toBeVisible();
        expect(await violations(page, { within: isPhone ? "aside" : "main" }), tool).toEqual([]);
      }
      await page.getByRole("button", { name: "Brush settings" }).click();
      await expect(page.getByRole("slider", { name: "Hardness" })).toBeVisible();
      await look(page, "brush");
      await page.keyboard.press("Escape");

      await paintTheBall(page);
      await expect(page.getByRole("button", { name: /^Erase for/ })).toBeVisible();
      await inPanel(page, isPhone, async () => {
        await page.getByRole("button", { name: "Edge and shape" }).click();
        await look(page, "painted");
        await page.getByRole("button", { name: "Actions for Layer 1" }).click();
        await expect(page.getByRole("menu")).toBeVisible();
        await look(page, "layer-menu", MENU);
        await page.keyboard.press("Escape");
      });

      await erase(page);
      await inPanel(page, isPhone, async () => {
        await page.getByRole("slider", { name: "Colour match" }).scrollIntoViewIfNeeded();
        await look(page, "result");
      });
      for (const [mode, key] of [
        ["difference", "d"],
        ["side-by-side", "y"],
        ["slider", "k"],
      ] as const) {
        await page.keyboard.press(key);
        await look(page, mode);
      }
      await expect(page.getByRole("slider", { name: "Before and after" })).toBeVisible();
      if (IS_TAKING_PICTURES && !isPhone) {
        await page.screenshot({ path: README_PICTURE, type: "jpeg", quality: 85 });
      }
      await page.keyboard.press("Escape");
      await inPanel(page, isPhone, async () => {
        await chooseOperation(page, "Extend");
        await page.getByRole("button", { name: "+25 %" }).click();
        await look(page, "extend");
      });

      await page.getByRole("button", { name: "Account" }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      await look(page, "settings", MENU);
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
      await look(page, "keys");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Download", exact: true }).click();
      await expect(page.getByRole("dialog", { name: "Download" })).toBeVisible();
      await look(page, "download");

      await page.goto("/photos");
      await expect(page.getByRole("link", { name: /sample/ }).first()).toBeVisible();
      await look(page, "library");
    });
  });
}

/** The panel is beside the photo, or on a phone a sheet that is opened and closed again. */
async function inPanel(page: Page, isPhone: boolean, work: () => Promise<void>): Promise<void> {
  const sheet = page.getByRole("button", { name: "Edit and versions" });
  if (isPhone) await sheet.click();
  await work();
  if (isPhone) await sheet.click();
}

test("where the system chooses the colours, what is chosen, what shows a value and what has the focus are seen", async ({
  page,
  baseURL,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openSample(page, baseURL as string);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const picture = async (target: Locator) =>
    sharp(await target.screenshot())
      .removeAlpha()
      .raw()
      .toBuffer();
  /** Of what lies between the edge of a control and its name or sign. */
  const ground = async (target: Locator) => {
    const { data, info } = await sharp(await target.screenshot())
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (Math.floor(info.height / 2) * info.width + 4) * 3;
    return [...data.subarray(at, at + 3)];
  };

  expect(await ground(button("Brush"))).not.toEqual(await ground(button("Eraser")));
  const [erase, replace] = ["Erase", "Replace"].map((name) => page.getByRole("radio", { name, exact: true }));
  expect(await ground(erase as Locator)).not.toEqual(await ground(replace as Locator));
  await button("Add a layer").click();
  const [above, below] = ["Layer 2, drawn on now", "Draw on Layer 1"].map(button);
  await expect(above as Locator).toBeVisible();
  expect(await ground(above as Locator)).not.toEqual(await ground(below as Locator));

  await test.step("the size of the brush", async () => {
    const slider = page.getByRole("slider", { name: "Brush size" });
    await slider.focus();
    await page.keyboard.press("Home");
    // Its left end, where the thumb stands in one case only.
    const least = await picture(slider);
    await page.keyboard.press("End");
    expect(await ground(slider)).not.toEqual([...least.subarray(0, 3)]);
  });

  await test.step("the focus, and the item of a menu", async () => {
    const rail = page.getByRole("region", { name: "Tools" });
    const without = await picture(rail);
    await button("Eraser").focus();
    expect((await picture(rail)).equals(without)).toBe(false);
    await button("Account").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    const items = page.getByRole("menu").locator("[role^=menuitem]");
    const grounds = await Promise.all([items.nth(0), items.nth(1)].map(ground));
    expect(grounds[0]).not.toEqual(grounds[1]);
  });
});
