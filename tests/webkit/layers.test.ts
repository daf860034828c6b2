import { expect } from "vitest";
import { marked, onStage, openSample, percentMarked, zoom } from "./editor.ts";
import type { Page } from "./page.ts";
import { test } from "./test.ts";

const list = (page: Page) => page.part("list", "Layers");
const layer = (page: Page, name: string) =>
  list(page).part("button", new RegExp(`^(Draw on )?${name}(, drawn on now)?$`));
/** From the top down. */
const names = (page: Page) =>
  list(page).evaluate((element) =>
    [...element.querySelectorAll("button[aria-keyshortcuts]")].map(({ textContent }) => textContent),
  );

test("layers are named, added, moved by keys and by the mouse, locked, copied and merged, and a reload keeps them", async ({
  page,
}) => {
  await openSample(page);
  const at = await onStage(page);
  await page.mouse.drag(at(0.3, 0.4), at(0.34, 0.44));
  await layer(page, "Layer 1").focus();
  await page.press("F2");
  await expect.poll(() => page.part("textbox", "New name of Layer 1").isFocused()).toBe(true);
  await page.type("Wall");
  await page.press("Enter");
  await layer(page, "Wall").shown();

  await page.button("Add a layer").click();
  await expect.poll(() => layer(page, "Layer 2").attribute("aria-current")).toBe("true");
  await page.mouse.drag(at(0.6, 0.6), at(0.64, 0.64));
  await page.part("radio", "Replace").click();

  await layer(page, "Layer 2").focus();
  await page.press("Alt+ArrowDown");
  await expect.poll(() => names(page)).toEqual(["Wall", "Layer 2"]);
  await drag(page, 0, 1);
  await expect.poll(() => names(page)).toEqual(["Layer 2", "Wall"]);

  await page.button("Lock Layer 2").click();
  await page.button("Unlock Layer 2").shown();
  await page.mouse.drag(at(0.5, 0.5), at(0.54, 0.54));
  await page.text("This layer is locked").shown();
  await page.button("Zoom in").click();
  const percent = await zoom(page).words();

  await page.reload();
  await expect.poll(() => names(page)).toEqual(["Layer 2", "Wall"]);
  await expect.poll(() => layer(page, "Layer 2").attribute("aria-current")).toBe("true");
  await page.button("Unlock Layer 2").click();
  await expect.poll(() => zoom(page).words()).toBe(percent);
  await expect.poll(() => page.part("radio", "Replace").isChecked()).toBe(true);

  const alone = await percentMarked(page);
  await act(page, "Layer 2", "Duplicate");
  await expect.poll(() => names(page)).toEqual(["Layer 2 copy", "Layer 2", "Wall"]);
  await act(page, "Layer 2", "Merge down");
  await expect.poll(() => names(page)).toEqual(["Layer 2 copy", "Wall"]);
  await layer(page, "Wall").click();
  await expect.poll(() => percentMarked(page)).toBeGreaterThan(alone);
  await layer(page, "Layer 2 copy").focus();
  await page.press("Delete");
  await expect.poll(() => names(page)).toEqual(["Wall"]);
  await page.press("Control+z");
  await expect.poll(() => names(page)).toEqual(["Layer 2 copy", "Wall"]);
  await marked(page).shown();
});

async function act(page: Page, name: string, entry: string): Promise<void> {
  await page.button(`Actions for ${name}`).click();
  await page.part("menuitem", entry).click();
}

/** Takes a row by its grip and drops it below another. */
async function drag(page: Page, row: number, onto: number): Promise<void> {
  const boxes = await list(page).evaluate((element) =>
    [...element.children].map((child) => {
      const { x, y, height } = child.getBoundingClientRect();
      return { x, y, height };
    }),
  );
  const [from, to] = [boxes[row], boxes[onto]];
  if (!from || !to) throw new Error("there are no such layers");
  const x = from.x + 10;
  await page.mouse.drag({ x, y: from.y + from.height / 2 }, { x, y: to.y + 4 }, { x, y: to.y + to.height - 4 });
}
