import AxeBuilder from "@axe-core/playwright";
import type { Page } from "./test.ts";

interface Looked {
  /** What is looked at instead of the whole page, as a CSS selector. */
  readonly within?: string | undefined;
  /** The only rules that are asked, by axe's names, instead of all. */
  readonly rules?: readonly string[];
}

/** What axe finds wrong with the page as it is, each with the elements concerned. */
export async function violations(page: Page, { within, rules }: Looked = {}): Promise<string[]> {
  // In the page alone, without what others show in a frame of it: otherwise another page is opened for every look.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ iframes: false });
  if (within) axe.include(within);
  if (rules) axe.withRules([...rules]);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/**
 * What axe finds wrong with the page in the light and in the dark theme: of the second one its colours, because nothing
 * else differs. `inTheme` is called while each one is shown.
 */
export async function violationsInThemes(
  page: Page,
  looked: Looked = {},
  inTheme: (theme: Theme) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    await settledColours(page);
    await inTheme(theme);
    const asked = theme === "light" ? looked : { ...looked, rules: ["color-contrast"] };
    found.push(...(await violations(page, asked)).map((violation) => `${theme}: ${violation}`));
  }
  return found;
}

/** Colours change over a moment, and are judged as they are then shown. */
const settledColours = (page: Page) =>
  page.evaluate(async () => {
    const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(changing.map(({ finished }) => finished));
  });
