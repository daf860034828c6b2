import { type Hands, handsOn } from "./hands/hands.ts";
import { expect, openSample, type Page, stage, test } from "./test.ts";

test.use({ hasTouch: true });
test.beforeEach(({ page, baseURL }) => openSample(page, baseURL as string));

test("fingers paint, pan and pinch, a pen presses, and what is cut off ends as it should", async ({ page }) => {
  const hands = await handsOn(page);
  const { at, touch, finger } = hands;
  const undo = page.getByRole("banner").getByRole("button", { name: "Undo" });
  const marked = page.getByText(/% marked/);
  const takeBack = async () => {
    await page.keyboard.press("ControlOrMeta+z");
    await expect(marked).toBeHidden();
    await expect(undo).toBeDisabled();
  };

  await test.step("one finger paints", async () => {
    await finger(at(0.4, 0.5), at(0.45, 0.5), at(0.5, 0.5));
    await expect(marked).toBeVisible();
    await takeBack();
  });

  await test.step("a second finger takes the dab of the first one back, and both zoom", async () => {
    const zoom = page.getByRole("button", { name: /^Zoom \d+ %/ });
    const before = (await zoom.textContent()) as string;
    await touch("start", at(0.45, 0.5));
    await touch("start", at(0.45, 0.5), at(0.55, 0.5));
    for (const apart of [0.05, 0.1, 0.15]) await touch("move", at(0.45 - apart, 0.5), at(0.55 + apart, 0.5));
    await touch("end");
    await expect(zoom).not.toHaveText(before);
    await expect(undo).toBeDisabled();
    expect(await page.evaluate(() => visualViewport?.scale), "the page itself is not zoomed").toBe(1);
  });

  await test.step("two fingers that go the same way move the photo", async () => {
    const [before, zoomed] = [await seen(page), await zoomOf(page)];
    for (const [step, y] of [0.5, 0.55, 0.6, 0.65].entries()) {
      await touch(step === 0 ? "start" : "move", at(0.4, y), at(0.6, y));
    }
    await touch("end");
    await expect.poll(() => seen(page)).not.toBe(before);
    expect(await zoomOf(page)).toBe(zoomed);
    await expect(undo).toBeDisabled();
    await page.keyboard.press("0");
  });

  await test.step("what the system takes a finger away from is not marked", async () => {
    await touch("start", at(0.4, 0.5));
    await touch("move", at(0.5, 0.5));
    await touch("cancel");
    await finger(at(0.6, 0.5), at(0.62, 0.5));
    await expect(marked).toBeVisible();
    await takeBack();
  });

  await test.step("a finger that rests is a dab, and opens no menu", async () => {
    await touch("start", at(0.5, 0.5));
    // What a touch screen asks once a finger has rested long enough.
    const menu = { bubbles: true, cancelable: true, pointerType: "touch" };
    const opens = await stage(page).evaluate(
      (element, init) => element.dispatchEvent(new PointerEvent("contextmenu", init)),
      menu,
    );
    expect(opens).toBe(false);
    await touch("end");
    await expect(marked).toBeVisible();
    await takeBack();
  });

  await test.step("a mouse button let go where the page is not told has been let go", async () => {
    const { mouse } = hands;
    await mouse("pressed", at(0.4, 0.5));
    await mouse("moved", at(0.45, 0.5));
    await mouse("moved", at(0.5, 0.6), { buttons: 0 });
    await expect(undo).toBeEnabled();
    const share = (await marked.textContent()) as string;
    for (const x of [0.55, 0.6, 0.65]) await mouse("moved", at(x, 0.6), { buttons: 0 });
    // A dab elsewhere is the next step, and undo takes back that one alone.
    await mouse("pressed", at(0.4, 0.7));
    await mouse("released", at(0.4, 0.7));
    await expect(marked).not.toHaveText(share);
    await page.keyboard.press("ControlOrMeta+z");
    await expect(marked).toHaveText(share);
    await takeBack();
  });

  await test.step("a stroke that leaves the window ends where it is let go", async () => {
    const { mouse } = hands;
    const row = at(0.4, 0.5);
    await mouse("pressed", row);
    for (const x of [row.x - 100, 10, -40]) await mouse("moved", { ...row, x });
    await mouse("released", { ...row, x: -40 });
    await expect(marked).toBeVisible();
    await takeBack();
  });

  await test.step("the pen marks as wide as it presses; from then on a finger moves the photo", async () => {
    await page.getByRole("button", { name: "Brush settings" }).click();
    await page.getByRole("radiogroup", { name: "Pen pressure changes" }).getByRole("radio", { name: "Size" }).click();
    await page.keyboard.press("Escape");
    const [soft, hard] = [await penStroke(hands, page, 0.2), await penStroke(hands, page, 1)];
    expect(hard).toBeGreaterThan(soft * 2);
    const before = await seen(page);
    await expect
      .poll(async () => {
        // The hand beside the pen does nothing for as long as the pen is near.
        await finger(at(0.5, 0.5), at(0.5, 0.55), at(0.5, 0.6));
        return seen(page);
      })
      .not.toBe(before);
    await expect(undo).toBeDisabled();
  });

  await test.step("a layer is dragged to another place", async () => {
    const list = page.getByRole("list", { name: "Layers" });
    await page.getByRole("button", { name: "Add a layer" }).click();
    const names = list.locator("button[aria-keyshortcuts]");
    await expect(names).toHaveText(["Layer 2", "Layer 1"]);
    const [first, last] = await Promise.all([0, 1].map((row) => list.getByRole("listitem").nth(row).boundingBox()));
    if (!first || !last) throw new Error("the layers are not visible");
    const x = first.x + 10;
    const places = [first.y + first.height / 2, last.y + 4, last.y + last.height - 4];
    await finger(...places.map((y) => ({ x, y })));
    await expect(names).toHaveText(["Layer 1", "Layer 2"]);
  });
});

test("on a phone a finger drags layers, scrolls what it begins on, and opens a menu by a tap", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 500 });
  const { finger } = await handsOn(page);
  await page.getByRole("button", { name: "Edit and versions" }).click();
  const sheet = page.getByRole("region", { name: "Edit", exact: true });
  const scrolled = () => sheet.evaluate((element) => element.scrollTop);

  await test.step("a layer by its grip, and the sheet stays", async () => {
    await page.getByRole("button", { name: "Add a layer" }).click();
    const rows = sheet.getByRole("list", { name: "Layers" }).getByRole("listitem");
    const names = rows.locator("button[aria-keyshortcuts]");
    await expect(names).toHaveText(["Layer 2", "Layer 1"]);
    const [first, last] = await Promise.all([0, 1].map((row) => rows.nth(row).boundingBox()));
    if (!first || !last) throw new Error("the layers are not visible");
    // Where a thumb comes down, not where the sign is.
    const x = 4;
    const middle = first.y + first.height / 2;
    await finger({ x, y: middle }, { x, y: middle + 20 }, { x, y: last.y + 4 }, { x, y: last.y + last.height - 4 });
    await expect(names).toHaveText(["Layer 1", "Layer 2"]);
    expect(await scrolled()).toBe(0);
  });

  const more = page.getByRole("button", { name: "Actions for Layer 2" });
  const menu = page.getByRole("menu");
  const middleOfMore = async () => {
    const box = await more.boundingBox();
    if (!box) throw new Error("the button is not visible");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const tap = async () => {
    await more.tap({ trial: true });
    await finger(await middleOfMore());
  };
  for (const time of ["before a menu was opened", "after one was"]) {
    await test.step(`a finger that begins on the button of a menu scrolls, ${time}`, async () => {
      const { x, y } = await middleOfMore();
      // It rests before it is lifted, or what it scrolled would go on, and the next finger would only stop that.
      const rest = Array.from({ length: 12 }, () => 80);
      await finger(...[0, 20, 40, 60, 80, ...rest].map((up) => ({ x, y: y - up })));
      await expect.poll(scrolled).toBeGreaterThan(0);
      await expect(menu).toBeHidden();
      await sheet.evaluate((element) => element.scrollTo(0, 0));
      // A finger that comes down while it still glides only stops it.
      let before = -1;
      const rests = async () => {
        const [last, now] = [before, await scrolled()];
        before = now;
        return now === last;
      };
      await expect.poll(rests).toBe(true);
    });
    await test.step("a tap opens it, and another closes it", async () => {
      await tap();
      await expect(menu).toBeVisible();
      await tap();
      await expect(menu).toBeHidden();
    });
  }
});

/** A stroke of the pen that presses so hard, taken back again. Percent of the photo that it marked. */
async function penStroke({ mouse, at }: Hands, page: Page, force: number): Promise<number> {
  await mouse("pressed", at(0.4, 0.5), { force });
  for (const x of [0.44, 0.48, 0.52, 0.56]) await mouse("moved", at(x, 0.5), { force });
  await mouse("released", at(0.56, 0.5), { force });
  const share = page.getByText(/% marked/);
  const percent = Number.parseFloat((await share.textContent()) ?? "");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(share).toBeHidden();
  return percent;
}

/** What the photo looks like on the stage. */
const seen = (page: Page) =>
  stage(page)
    .locator("canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

const zoomOf = (page: Page) => page.getByRole("button", { name: /^Zoom \d+ %/ }).textContent();
