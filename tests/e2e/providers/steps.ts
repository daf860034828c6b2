import { expect, type Page, paintOver, stage } from "../test.ts";

const MARKED = { from: { x: 0.45, y: 0.42 }, to: { x: 0.55, y: 0.55 } };
/** Shares of the stage: inside what `mark` marks, and on the photo beside it. */
export const MIDDLE = { x: 0.5, y: 0.48 };
export const BESIDE = { x: 0.3, y: 0.48 };

export const mark = (page: Page) => paintOver(page, MARKED.from, MARKED.to);

/** Sets up a replacement of the marked region. */
export async function describe(page: Page, words: string): Promise<void> {
  await page.getByRole("radio", { name: "Replace" }).click();
  await page.getByRole("textbox", { name: "What should be there" }).fill(words);
}

export async function chooseModel(page: Page, name: string): Promise<void> {
  await page.getByRole("combobox", { name: "Model" }).click();
  await page.getByRole("option", { name, exact: true }).click();
}

/** Presses the button that names the price. Answers that. */
export async function run(page: Page, label: string): Promise<number> {
  const button = page.getByRole("button", { name: new RegExp(`^${label} for [\\d,]+ tokens?$`) });
  const price = tokensIn(await button.textContent());
  await button.click();
  return price;
}

/** Asks these models at once. Answers their prices. */
export async function compareOn(page: Page, names: readonly string[]): Promise<number[]> {
  await page.getByRole("button", { name: "Compare models" }).click();
  const dialog = page.getByRole("dialog", { name: "Compare models" });
  const prices: number[] = [];
  for (const name of names) {
    const row = dialog.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
    const price = row.getByText(/^[\d,]+ tokens?$/);
    await expect(price).toBeVisible();
    prices.push(tokensIn(await price.textContent()));
    await row.getByRole("checkbox").check();
  }
  const total = prices.reduce((sum, price) => sum + price, 0);
  await dialog.getByRole("button", { name: `Compare for ${total} tokens` }).click();
  return prices;
}

/** How the version on the stage was made. */
export const facts = (page: Page) => page.getByRole("region", { name: "This version" });

export const tokensIn = (text: string | null): number =>
  Number(/([\d,]+) tokens?/.exec(text ?? "")?.[1]?.replace(",", ""));

export async function tokensLeft(page: Page): Promise<number> {
  return tokensIn(await page.getByText(/tokens? left$/).textContent());
}

interface Share {
  readonly x: number;
  readonly y: number;
}

/** Red, green, blue and alpha of the photo as it is drawn, at shares of the stage's width and height. */
export function stagePixels(page: Page, ...at: readonly Share[]): Promise<string[]> {
  return stage(page)
    .locator("canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement, points) => {
      const probe = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      return points.map(({ x, y }) => {
        probe?.clearRect(0, 0, 1, 1);
        probe?.drawImage(canvas, Math.round(x * canvas.width), Math.round(y * canvas.height), 1, 1, 0, 0, 1, 1);
        return [...(probe?.getImageData(0, 0, 1, 1).data ?? [])].join(" ");
      });
    }, at);
}

/** The same once the photo is there, and as sharp as it will be. */
export async function settledPixels(page: Page, ...at: readonly Share[]): Promise<string[]> {
  let now: string[] = [];
  await expect
    .poll(async () => {
      const before = now;
      now = await stagePixels(page, ...at);
      return now.every((pixel, index) => pixel.endsWith(" 255") && pixel === before[index]);
    })
    .toBe(true);
  return now;
}
