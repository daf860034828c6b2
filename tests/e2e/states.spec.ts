import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { violations } from "./axe.ts";
import { continueWithDemo, erase, expect, openPhoto, paintTheBall, SAMPLE, test } from "./test.ts";

/**
 * The main states in every theme and size: none has an accessibility violation, and a picture of each is left to be
 * looked at in `.reports/pictures`. With `UPDATE_PICTURES=1` the one in the README is made anew as well.
 */
const FOLDER = fileURLToPath(new URL("../../.reports/pictures", import.meta.url));
const README_PICTURE = fileURLToPath(new URL("../../public/screenshot.jpg", import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

for (const [device, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${device}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("no page a guest can open has an accessibility violation", async ({ page }) => {
        for (const path of ["/", "/sign-in", "/sign-up", "/reset", "/dev/mailbox"]) {
          await page.goto(path);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          expect(await violations(page), path).toEqual([]);
          await page.screenshot({ path: `${FOLDER}/${device}-${colorScheme}-guest${path.replaceAll("/", "-")}.png` });
        }
      });

      test("neither library nor editor has one, empty, painted, with a result and compared", async ({ page }) => {
        const look = async (name: string) => {
          await page.screenshot({ path: `${FOLDER}/${device}-${colorScheme}-${name}.png` });
          expect(await violations(page), name).toEqual([]);
        };
        await continueWithDemo(page);
        await look("library");
        await openPhoto(page, SAMPLE);
        await look("opened");
        await paintTheBall(page);
        await expect(page.getByRole("button", { name: /^Erase for/ })).toBeVisible();
        await look("painted");
        await erase(page);
        await look("result");
        await page.getByRole("button", { name: "Compare before and after" }).click();
        await expect(page.getByRole("slider", { name: "Before and after" })).toBeVisible();
        await look("compared");
        if (process.env.UPDATE_PICTURES && device === "desktop" && colorScheme === "dark") {
          await page.screenshot({ path: README_PICTURE, type: "jpeg", quality: 85 });
        }
        await page.getByRole("button", { name: "Download", exact: true }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await look("download");
      });
    });
  }
}
