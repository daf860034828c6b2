import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { continueWithDemo, erase, expect, openPhoto, paintTheBall, SAMPLE, test } from "./test.ts";

/**
 * Pictures of the main states, in every theme and size, to be looked at: `.reports/pictures`. With
 * `UPDATE_PICTURES=1` the one in the README is made anew as well.
 */
const FOLDER = fileURLToPath(new URL("../../.reports/pictures", import.meta.url));
const README_PICTURE = fileURLToPath(new URL("../../public/screenshot.jpg", import.meta.url));
mkdirSync(FOLDER, { recursive: true });

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

for (const [device, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${device}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("the landing page, the library and the editor can be looked at in every state", async ({ page }) => {
        const picture = (name: string) => page.screenshot({ path: `${FOLDER}/${device}-${colorScheme}-${name}.png` });
        for (const [name, path] of Object.entries({ landing: "/", "sign-in": "/sign-in" })) {
          await page.goto(path);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await picture(name);
        }
        await continueWithDemo(page);
        await picture("library");
        await openPhoto(page, SAMPLE);
        await picture("opened");
        await paintTheBall(page);
        await expect(page.getByRole("button", { name: /^Erase for/ })).toBeVisible();
        await picture("painted");
        await erase(page);
        await picture("result");
        await page.getByRole("button", { name: "Compare before and after" }).click();
        await expect(page.getByRole("slider", { name: "Before and after" })).toBeVisible();
        await picture("compared");
        if (process.env.UPDATE_PICTURES && device === "desktop" && colorScheme === "dark") {
          await page.screenshot({ path: README_PICTURE, type: "jpeg", quality: 85 });
        }
      });
    });
  }
}
