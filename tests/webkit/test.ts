import { readFile } from "node:fs/promises";
import { test as base, expect, inject } from "vitest";
import { Page } from "./page.ts";
import { Session } from "./session.ts";

/** Of the window: the view is lower by the browser's bar. */
const SIZE = { width: 1440, height: 900 };

/** Tests with a page in a WebKit of its own, which must stay silent: an error or a warning in its console fails them. */
export const test = base.extend<{ page: Page }>({
  page: async ({ task: _ }, use) => {
    const { driverUrl, browser, consoleFile } = inject("webkit");
    const before = (await readFile(consoleFile, "utf8")).length;
    const session = await Session.open(driverUrl, {
      binary: browser,
      args: ["--automation", "--enable-write-console-messages-to-stdout=true"],
    });
    await session.post("window/rect", SIZE);
    await use(new Page(session, inject("repaintUrl")));
    await session.close();
    const written = (await readFile(consoleFile, "utf8")).slice(before);
    const noise = written.split("\n").filter((line) => /CONSOLE [A-Z ]*(ERROR|WARN)/.test(line));
    expect(noise, "the console stays silent").toEqual([]);
  },
});
