import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { violationsInThemes } from "./axe.ts";
import { expect, type Page } from "./test.ts";

/** With `UPDATE_PICTURES=1` a picture of each state that is looked at is left in `PICTURES`. */
export const IS_TAKING_PICTURES = process.env.UPDATE_PICTURES !== undefined;
const PICTURES = fileURLToPath(new URL("../../.reports/pictures", import.meta.url));
if (IS_TAKING_PICTURES) mkdirSync(PICTURES, { recursive: true });

export const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

interface Look {
  /** What is looked at instead of the whole page, as a CSS selector. */
  readonly within?: string;
  /** Whether the picture shows what has to be scrolled to as well. */
  readonly fullPage?: boolean;
}

/** The page as it is has no accessibility violation, in the light and in the dark theme. */
export async function look(page: Page, name: string, { within, fullPage = false }: Look = {}): Promise<void> {
  const { width } = page.viewportSize() ?? SIZES.desktop;
  const device = width === SIZES.phone.width ? "phone" : "desktop";
  // What sticks to the window would be in the middle of such a picture.
  if (fullPage) await page.evaluate(() => scrollTo(0, 0));
  const take = (theme: string) => page.screenshot({ path: `${PICTURES}/${device}-${theme}-${name}.png`, fullPage });
  const found = await violationsInThemes(page, { within }, IS_TAKING_PICTURES ? take : undefined);
  expect(found, name).toEqual([]);
}
