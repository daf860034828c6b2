import type { Locator } from "@playwright/test";
import { TOOLS } from "#tests/e2e/tool-keys.ts";
import { expect, expectOpen, expectSaved, type Page, SAMPLE, savedBy, stage } from "../test.ts";
import { test } from "./sandbox.ts";

test("without a mouse and without seeing: open, mark, layers, a request, its result, versions and download", async ({
  page,
}) => {
  const said = await listen(page);
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const layer = (name: string) => button(new RegExp(`^(Draw on )?${name}(, drawn on now)?$`));

  await test.step("a photo is opened", async () => {
    await page.goto("/");
    await tabTo(page, button("Continue with the demo account"));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/photos");
    const chooser = page.waitForEvent("filechooser");
    await tabTo(page, button(/^(Add|Choose) .*photo/).first());
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(SAMPLE);
    await expectOpen(page);
    await expectSaved(page);
  });

  await test.step("every part of the editor has a name and says what it is", async () => {
    await expect(stage(page)).toHaveAttribute("aria-roledescription", "paintable photo");
    await expect(stage(page)).toHaveAccessibleDescription(/^Arrow keys steer the cursor/);
    await expect(page.locator("body")).toMatchAriaSnapshot(`
      - banner:
        - link "Back to your photos"
        - heading "sample.jpg" [level=1]
        - button "Undo" [disabled]
        - button "Redo" [disabled]
        - button "Compare before and after" [disabled]
        - button "Download"
      - region "Tools":
        - button "Brush" [pressed]
        - button "Eraser"
        - button "Rectangle"
        - button "Ellipse"
        - button "Lasso"
        - button "Polygon"
        - button "Magic wand"
        - button "Select object"
        - button "Move"
      - main:
        - application "Photo sample.jpg"
        - slider "Brush size"
        - button "Brush settings"
        - button "How the mask is shown"
        - button "Clear the mask" [disabled]
        - group "Zoom"
      - navigation "Versions":
        - list:
          - listitem:
            - button "Original, shown"
      - complementary "Edit":
        - region "Layers":
          - heading "Layers" [level=2]
          - button "Add a layer"
          - list "Layers":
            - listitem:
              - button "Colour and pattern of Layer 1"
              - button "Layer 1, drawn on now"
              - button "Hide Layer 1"
              - button "Lock Layer 1"
              - button "Actions for Layer 1"
        - region "What to do"
        - region "Run"
    `);
  });

  await test.step("each tool is chosen by its key", async () => {
    await tabTo(page, stage(page));
    for (const [key, tool] of Object.entries(TOOLS)) {
      await press(page, key);
      await expect(page.getByRole("button", { name: tool, exact: true, pressed: true })).toBeVisible();
    }
  });

  await test.step("a rectangle is drawn between two presses, and told", async () => {
    await press(page, "r", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowUp", "Enter");
    await expect.poll(said).toContain("Rectangle down.");
    await press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Enter");
    await expect.poll(said).toContainEqual(expect.stringMatching(/^Mask covers \d\.\d % in the middle\.$/));
  });

  await test.step("a polygon is taken away from it, corner by corner, and so is what a lasso goes round", async () => {
    const whole = await marked(page);
    await press(page, "x", "p");
    await expect(page.getByRole("radio", { name: /^Take away/ })).toBeChecked();
    await press(page, "Enter", "Shift+ArrowUp", "Enter", "Shift+ArrowLeft", "Enter");
    await expect.poll(said).toContain("Corner 3.");
    await press(page, "Enter");
    await expect.poll(said).toContain("Shape closed.");
    await expect.poll(() => marked(page)).toBeLessThan(whole);
    const cut = await marked(page);
    await press(page, "l", "Enter", "Shift+ArrowUp", "Shift+ArrowLeft", "Shift+ArrowDown", "Enter");
    await expect.poll(() => marked(page)).toBeLessThan(cut);
  });

  await test.step("undo and redo say which step they went over", async () => {
    await press(page, "ControlOrMeta+z");
    await expect.poll(said).toContainEqual(expect.stringMatching(/^Undone: marks on Layer 1\. Mask covers/));
    await press(page, "ControlOrMeta+Shift+z");
    await expect.poll(said).toContainEqual(expect.stringMatching(/^Redone: marks on Layer 1\. Mask covers/));
  });

  await test.step("layers are added, named, moved, hidden and deleted, and the focus stays with them", async () => {
    await pressOn(page, button("Add a layer"));
    await expect(layer("Layer 2")).toHaveAttribute("aria-current", "true");
    await pressOn(page, layer("Layer 2"), "F2");
    await expect(page.getByRole("textbox", { name: "New name of Layer 2" })).toBeFocused();
    await page.keyboard.type("Sky");
    await press(page, "Enter");
    await expect(layer("Sky")).toBeFocused();
    await press(page, "Alt+ArrowDown");
    await expect.poll(said).toContain("Sky is number 2 of 2.");
    await expect(layer("Sky")).toBeFocused();
    await pressOn(page, button("Hide Sky"));
    await expect(button("Show Sky")).toBeFocused();
    await press(page, "Enter");
    await pressOn(page, layer("Sky"), "Delete");
    await expect(layer("Layer 1")).toBeFocused();
    await expect(layer("Sky")).toHaveCount(0);
    await press(page, "Enter");
  });

  await test.step("a request is written and run, and its end is told", async () => {
    await tabTo(page, page.getByRole("radio", { name: "Erase", exact: true }));
    await press(page, "ArrowRight");
    await expect(page.getByRole("radio", { name: "Replace", exact: true })).toBeFocused();
    await press(page, "Space");
    await tabTo(page, page.getByRole("textbox", { name: "What should be there" }));
    await page.keyboard.type("a wooden bench");
    await expect(button(/^Replace for \d+ tokens?$/)).toBeVisible();
    await press(page, "ControlOrMeta+Enter");
    await expect.poll(said).toContain("Edit 1 finished: Replace.");
  });

  await test.step("the result is hidden, faded, discarded and brought back", async () => {
    const versions = page.getByRole("navigation", { name: "Versions" });
    await expect(versions).toMatchAriaSnapshot(`
      - navigation "Versions":
        - list:
          - listitem:
            - button "Show Original"
          - listitem:
            - button /^1\\. Replace.* wooden bench, shown$/
    `);
    await pressOn(page, button("Hide this edit"));
    await expect.poll(said).toContain("The edit is hidden.");
    await expect(button("Show this edit")).toBeFocused();
    await press(page, "Enter");
    const opacity = page.getByRole("slider", { name: "Opacity" });
    await pressOn(page, opacity, "Home");
    await expect(opacity).toHaveAttribute("aria-valuetext", "0%");
    await press(page, "End");
    await pressOn(page, button("Discard"));
    await expect.poll(said).toContainEqual(expect.stringMatching(/wooden bench discarded$/));
    await expect(versions.getByRole("listitem")).toHaveCount(1);
    const notice = page.getByRole("region", { name: /^Notifications/ }).getByRole("listitem");
    const undo = notice.filter({ hasText: /discarded/ }).getByRole("button", { name: "Undo" });
    await expect(undo).toBeVisible();
    // Which brings one to the notifications.
    await press(page, "Alt+t");
    await pressOn(page, undo);
    await expect(versions.getByRole("listitem")).toHaveCount(2);
  });

  await test.step("it is compared in every way, and the focus is given back", async () => {
    await tabTo(page, stage(page));
    const slider = page.getByRole("slider", { name: "Before and after" });
    await press(page, "k");
    await expect(slider).toBeFocused();
    await press(page, "End");
    await expect(slider).toHaveAttribute("aria-valuetext", "100% before, 0% after");
    await press(page, "Escape");
    await expect(stage(page)).toBeFocused();
    for (const key of ["y", "d"]) {
      await press(page, key);
      await expect(button("Stop comparing")).toBeVisible();
    }
    await pressOn(page, button("Stop comparing"));
    await expect(stage(page)).toBeFocused();
  });

  await test.step("dialogs give the focus back, and the photo is downloaded", async () => {
    await press(page, "?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
    await press(page, "Escape");
    await expect(stage(page)).toBeFocused();
    await pressOn(page, button("Account"));
    await press(page, "Escape");
    await expect(button("Account")).toBeFocused();
    await pressOn(page, button("Download"));
    const submit = page.getByRole("dialog").getByRole("button", { name: "Download PNG" });
    expect((await savedBy(page, () => pressOn(page, submit))).name).toBe("sample.png");
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(button("Download")).toBeFocused();
  });
});

/** Notes everything that is read out without the focus being there. Answers what has been so far. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const words = element?.closest("[role=status], [aria-live=polite]")?.textContent;
        if (words) said.push(words);
      }
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

/** Presses keys one after another; after each one something on the page has the focus, and is seen to have it. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await expect.poll(() => page.evaluate(focusProblem), `the focus after ${key}`).toBeNull();
  }
}

/** Null where the focus is where it can be seen. Runs in the page. */
function focusProblem(): string | null {
  const focused = document.activeElement;
  if (!document.hasFocus()) return "the window is not the one that keys go to";
  if (!focused || focused === document.body) return "nothing has the focus";
  // The chosen item of a menu or a list is marked by its ground, and a field has its caret.
  if (focused.matches("[data-highlighted], [role=menu], [role=listbox], [role=dialog]")) return null;
  const drawn = [focused, ...focused.querySelectorAll("*")].some((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
  return drawn ? null : `nobody sees the focus on ${focused.outerHTML.slice(0, 120)}`;
}

/** Goes to an element as one does without a mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 90; presses++) {
    const key = await target.evaluate(keyTowards);
    if (key === null) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not reach ${target}`);
}

/**
 * Null where one is there already. Never past an end of the page, where Firefox goes on to its own buttons: back from
 * them no driver leads. Runs in the page.
 */
function keyTowards(element: Element): "Tab" | "Shift+Tab" | null {
  const focused = document.activeElement ?? document.body;
  if (focused === element) return null;
  return focused.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab";
}

async function pressOn(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await press(page, key);
}

/** Percent of the photo. */
async function marked(page: Page): Promise<number> {
  return Number.parseFloat((await page.getByText(/% marked/).textContent()) ?? "");
}
