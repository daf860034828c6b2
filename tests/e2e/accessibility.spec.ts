import AxeBuilder from "@axe-core/playwright";
import { continueWithDemo, erase, expect, openPhoto, paintOver, SAMPLE, test } from "./test.ts";

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

async function violations(page: ConstructorParameters<typeof AxeBuilder>[0]["page"]) {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

for (const [device, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${device}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("every page a guest can open has no accessibility violation", async ({ page }) => {
        for (const path of ["/", "/sign-in", "/sign-up", "/reset", "/dev/mailbox"]) {
          await page.goto(path);
          expect(await violations(page), path).toEqual([]);
        }
      });

      test("library and editor have none, empty, painted and with a result", async ({ page }) => {
        await continueWithDemo(page);
        expect(await violations(page), "library").toEqual([]);
        await openPhoto(page, SAMPLE);
        expect(await violations(page), "editor").toEqual([]);
        await paintOver(page, { x: 0.45, y: 0.45 }, { x: 0.55, y: 0.5 });
        await expect(page.getByRole("button", { name: /^Erase for/ })).toBeVisible();
        expect(await violations(page), "painted").toEqual([]);
        if (device === "phone") return;
        await erase(page);
        expect(await violations(page), "result").toEqual([]);
        await page.getByRole("button", { name: "Download", exact: true }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        expect(await violations(page), "download").toEqual([]);
      });
    });
  }
}
