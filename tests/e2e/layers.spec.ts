import { expect, openSample, type Page, paintOver, savedBy, test } from "./test.ts";

const list = (page: Page) => page.getByRole("list", { name: "Layers" });
/** The names of the layers, from the top down. */
const names = (page: Page) => list(page).locator("button[aria-keyshortcuts]");
const layer = (page: Page, name: string) =>
  list(page).getByRole("button", { name: new RegExp(`^(Draw on )?${name}(, drawn on now)?$`) });

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("layers keep their names, order, requests and view over a reload, go out and in as PNG, and run one after another", async ({
  page,
}) => {
  await paintOver(page, { x: 0.3, y: 0.4 }, { x: 0.34, y: 0.44 });
  await layer(page, "Layer 1").press("F2");
  await page.getByRole("textbox", { name: "New name of Layer 1" }).fill("Wall");
  await page.keyboard.press("Enter");

  await page.getByRole("button", { name: "Add a layer" }).click();
  await expect(layer(page, "Layer 2")).toHaveAttribute("aria-current", "true");
  await paintOver(page, { x: 0.6, y: 0.6 }, { x: 0.64, y: 0.64 });
  await page.getByRole("radio", { name: "Replace" }).click();

  const sent = await saveMask(page, "Wall");
  await page.getByLabel("PNG file of a mask").setInputFiles({ name: "Again.png", mimeType: "image/png", buffer: sent });
  await expect(names(page)).toHaveText(["Again", "Layer 2", "Wall"]);
  expect(await saveMask(page, "Again")).toEqual(sent);
  await layer(page, "Again").press("Delete");
  // What was deleted hands the focus on.
  await expect(names(page)).toHaveText(["Layer 2", "Wall"]);

  await layer(page, "Layer 2").press("Alt+ArrowDown");
  await expect(names(page)).toHaveText(["Wall", "Layer 2"]);
  await expect(layer(page, "Layer 2")).toBeFocused();
  await page.getByRole("button", { name: "Lock Layer 2" }).click();
  await layer(page, "Layer 2").click();
  await paintOver(page, { x: 0.5, y: 0.5 }, { x: 0.54, y: 0.54 });
  await expect(page.getByText("This layer is locked")).toBeVisible();
  await page.getByRole("radio", { name: "One by one" }).click();
  const zoomIn = page.getByRole("button", { name: "Zoom in" });
  await zoomIn.click();
  await zoomIn.click();
  const zoom = page.getByRole("button", { name: /^Zoom \d+ %/ });
  const percent = (await zoom.textContent()) as string;

  await page.reload();
  await expect(names(page)).toHaveText(["Wall", "Layer 2"]);
  await expect(layer(page, "Layer 2")).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("button", { name: "Unlock Layer 2" })).toBeVisible();
  await expect(zoom).toHaveText(percent);
  await expect(page.getByRole("radio", { name: "Replace" })).toBeChecked();
  await layer(page, "Wall").click();
  await expect(page.getByRole("radio", { name: "Erase" })).toBeChecked();

  await page.getByRole("button", { name: /^Run 2 edits for \d+ tokens$/ }).click();
  await expect(page.getByText("All 2 edits are done.")).toBeVisible({ timeout: 90_000 });
  const image = await (await page.request.get(`/api/v1/images/${page.url().split("/").at(-1)}`)).json();
  const [first, second] = image.edits;
  expect([first, second].map(({ operation, status }) => [operation, status])).toEqual([
    ["erase", "succeeded"],
    ["inpaint", "succeeded"],
  ]);
  expect(second.parentEditId).toBe(first.id);
});

async function saveMask(page: Page, name: string): Promise<Buffer> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  return (await savedBy(page, () => page.getByRole("menuitem", { name: "Save as PNG" }).click())).bytes;
}
