import { test as base, expect, inject } from "vitest";
import { Page } from "./page.ts";
import { Session } from "./session.ts";

/** Of the window: the view is lower by the browser's bar. */
const SIZE = { width: 1440, height: 900 };

/** Tests with a page in a WebKit of its own, which must stay silent: an error or a warning in its console fails them. */
export const test = base.extend<{ page: Page }>({
  page: async ({ task: _ }, use) => {
    const { driverUrl, browser } = inject("webkit");
    const session = await Session.open(driverUrl, { binary: browser, args: ["--automation"] });
    await session.post("window/rect", SIZE);
    const page = new Page(session, inject("repaintUrl"));
    await use(page);
    const noise = await page.noise().finally(() => session.close());
    expect(noise, "the console stays silent").toEqual([]);
  },
});
