import type { Appearance } from "#lib/contracts/appearance.ts";
import type { ImageWithEdits } from "#lib/contracts/image.ts";
import { erase, expect, openSample, type Page, paintTheBall, test } from "./test.ts";

test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("a result is hidden, blended anew, erased back and discarded, and nothing of it costs a token", async ({
  page,
}) => {
  await paintTheBall(page);
  await erase(page);
  const tokens = (await page.getByText(/tokens? left/).textContent()) as string;
  const [original, before] = [await exported(page, false), await exported(page, true)];
  expect(before.equals(original)).toBe(false);

  await test.step("hide it, and show it again", async () => {
    await page.getByRole("button", { name: "Hide this edit" }).click();
    await told(page, { visible: false });
    expect((await exported(page, true)).equals(original)).toBe(true);
    await page.getByRole("button", { name: "Show this edit" }).click();
    await told(page, { visible: true });
  });

  await test.step("another edge, by keyboard", async () => {
    await page.getByRole("slider", { name: "Soft edge" }).focus();
    await page.keyboard.press("End");
    await told(page, { feather: 24, reblending: false });
    await expect(page.getByText("The edit is blended anew.")).toBeAttached();
    expect((await exported(page, true)).equals(before)).toBe(false);
    await page.getByRole("button", { name: "Reset edge and colours" }).click();
    await told(page, { feather: null, reblending: false });
  });

  await test.step("erase a part of it with the brush, and bring that back", async () => {
    await page.getByRole("button", { name: "Erase back" }).click();
    await expect(page.getByText("Paint over what should be as it was").first()).toBeVisible();
    await paintTheBall(page);
    await page.getByRole("button", { name: "Done" }).click();
    await told(page, { erased: true, reblending: false });
    expect((await exported(page, true)).equals(before)).toBe(false);
    await page.getByRole("button", { name: "Bring all back" }).click();
    await told(page, { erased: false, reblending: false });
    expect((await exported(page, true)).equals(before)).toBe(true);
  });

  await test.step("discard it, and think again", async () => {
    const versions = page.getByRole("navigation", { name: "Versions" }).getByRole("listitem");
    await expect(versions).toHaveCount(2);
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(versions).toHaveCount(1);
    await page
      .getByRole("region", { name: /^Notifications/ })
      .getByRole("button", { name: "Undo" })
      .click();
    await expect(versions).toHaveCount(2);
  });
  await expect(page.getByText(tokens)).toBeVisible();
});

const imageId = (page: Page) => new URL(page.url()).pathname.split("/").at(-1);

async function imageOf(page: Page): Promise<ImageWithEdits> {
  return (await page.request.get(`/api/v1/images/${imageId(page)}`)).json();
}

/** Waits until the server shows the only edit like this. */
async function told(page: Page, appearance: Partial<Appearance>): Promise<void> {
  await expect.poll(async () => (await imageOf(page)).edits[0]?.appearance).toMatchObject(appearance);
}

/** The flattened photo, with its only edit or without. */
async function exported(page: Page, withEdit: boolean): Promise<Buffer> {
  const edit = withEdit ? `&edit=${(await imageOf(page)).edits[0]?.id}` : "";
  return (await page.request.get(`/api/v1/images/${imageId(page)}/export?format=png${edit}`)).body();
}
