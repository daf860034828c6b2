import { expect } from "vitest";
import type { Appearance } from "#lib/contracts/appearance.ts";
import { erase, openSample, paintTheBall, versions } from "./editor.ts";
import type { Page } from "./page.ts";
import { test } from "./test.ts";

test("a result is hidden, faded, blended anew, erased back and discarded, and nothing of it costs a token", async ({
  page,
}) => {
  await openSample(page);
  await paintTheBall(page);
  await erase(page);
  const left = page.text(/tokens? left/);
  const tokens = await left.words();
  const [original, before] = [await exported(page, false), await exported(page, true)];
  expect(before).not.toBe(original);

  await page.button("Hide this edit").click();
  await told(page, { visible: false });
  expect(await exported(page, true)).toBe(original);
  await page.button("Show this edit").click();
  await told(page, { visible: true });

  await page.part("slider", "Opacity").focus();
  await page.press("Home");
  await told(page, { opacity: 0 });
  expect(await exported(page, true)).toBe(original);
  await page.press("End");
  await told(page, { opacity: 1 });

  await page.part("slider", "Soft edge").focus();
  await page.press("End");
  await told(page, { feather: 24, reblending: false });
  expect(await exported(page, true)).not.toBe(before);
  await page.button("Reset edge and colours").click();
  await told(page, { feather: null, reblending: false });

  await page.button("Erase back").click();
  await page.text(/^Paint over what should be as it was/).shown();
  await paintTheBall(page);
  await page.button("Done").click();
  await told(page, { erased: true, reblending: false });
  expect(await exported(page, true)).not.toBe(before);
  await page.button("Bring all back").click();
  await told(page, { erased: false, reblending: false });
  expect(await exported(page, true)).toBe(before);

  await expect.poll(() => versions(page).count()).toBe(2);
  await page.button("Discard").click();
  await expect.poll(() => versions(page).count()).toBe(1);
  await page
    .part("region", /^Notifications/)
    .part("button", "Undo")
    .click();
  await expect.poll(() => versions(page).count()).toBe(2);
  await expect.poll(() => left.words()).toBe(tokens);
});

/** Waits until the server shows the only edit like this. */
async function told(page: Page, appearance: Partial<Appearance>): Promise<void> {
  await expect.poll(() => page.evaluate(appearanceOfEdit)).toMatchObject(appearance);
}

async function appearanceOfEdit(): Promise<Appearance> {
  const id = location.pathname.split("/").at(-1);
  return (await (await fetch(`/api/v1/images/${id}`)).json()).edits[0].appearance;
}

/** A digest of the flattened photo, with its only edit or without. */
const exported = (page: Page, withEdit: boolean): Promise<string> =>
  page.evaluate(async (hasEdit) => {
    const id = location.pathname.split("/").at(-1);
    const image = await (await fetch(`/api/v1/images/${id}`)).json();
    const edit = hasEdit ? `&edit=${image.edits[0].id}` : "";
    const photo = await (await fetch(`/api/v1/images/${id}/export?format=png${edit}`)).arrayBuffer();
    return [...new Uint8Array(await crypto.subtle.digest("SHA-256", photo))].join(" ");
  }, withEdit);
