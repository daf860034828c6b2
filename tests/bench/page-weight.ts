import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { browserLaunch } from "#tests/e2e/browser.ts";
import { SAMPLE } from "#tests/e2e/test.ts";
import { serveRepaint } from "./editor/repaint-server.ts";
import { serveEmptyPage } from "./empty-page-server.ts";

/**
 * The JavaScript that a browser downloads to show a page, compressed as well as gzip can: of the landing page as a guest
 * sees it and of the editor with a photo, beside an empty page of the same framework, which nothing can go below. What a
 * page asks for only once it is used does not count; what it asks for by itself does, also after it is shown.
 */
async function benchPageWeight(): Promise<void> {
  await using repaint = await serveRepaint();
  await using empty = await serveEmptyPage();
  const browser = await chromium.launch(await browserLaunch());
  try {
    const floor = await weightOf(await browser.newContext(), empty.url);
    const landing = await weightOf(await browser.newContext(), repaint.url);
    const used = await weightOf(await browser.newContext(), repaint.url, (page) => page.mouse.move(1, 1));
    const member = await browser.newContext();
    const editor = await weightOf(member, await editorWithSample(member, repaint.url));
    console.log("\nJavaScript of a page, kB after gzip -9");
    console.table({
      "empty page": row(floor, floor),
      "landing page": row(landing, floor),
      "landing page once someone moves on it": row(used, floor),
      editor: row(editor, floor),
    });
  } finally {
    await browser.close();
  }
}

const row = (bytes: number, floor: number) => ({
  kB: (bytes / 1000).toFixed(2),
  "of the empty page's": (bytes / floor).toFixed(2),
});

/** Bytes of all scripts, each once, without any that were kept from another page. What is written in the page counts. */
async function weightOf(
  context: BrowserContext,
  url: string,
  use: (page: Page) => Promise<void> = async () => undefined,
): Promise<number> {
  const page = await context.newPage();
  const scripts = new Set<string>();
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "script" && request.url().startsWith("http")) scripts.add(request.url());
  });
  await page.goto(url);
  await page.waitForLoadState("networkidle");
  const written = await page.evaluate(codeInPage);
  await use(page);
  await sent(page);
  await page.close();
  // Asked for again: what the browser has shown it need not have kept, and then says nothing at all.
  const bodies = await Promise.all([...scripts].map(async (script) => (await context.request.get(script)).body()));
  return [written, ...bodies].reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
}

/** Runs in the page: the scripts that are written in it, but for those that only hold what the page shows. */
const codeInPage = () =>
  [...document.scripts]
    .map(({ text }) => text)
    .filter((text) => !text.includes("__next_f"))
    .join("\n");

/** What waits for the page to come to rest has been asked for, and has come. */
async function sent(page: Page): Promise<void> {
  await page.evaluate(
    (timeout) => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout })),
    SETTLE_MILLIS,
  );
  await page.waitForTimeout(SETTLE_MILLIS);
}

/** Longer than anything on a page waits before it loads more by itself. */
const SETTLE_MILLIS = 3_000;

/** Signs in without a page, so that no script is in the browser yet. Answers the address of the sample's editor. */
async function editorWithSample({ request }: BrowserContext, url: string): Promise<string> {
  const headers = { Origin: url };
  await request.post(`${url}/api/v1/auth/demo`, { headers });
  const file = { name: "sample.jpg", mimeType: "image/jpeg", buffer: await readFile(SAMPLE) };
  const answer = await request.post(`${url}/api/v1/images`, { headers, multipart: { file } });
  const { id } = await answer.json();
  return `${url}/edit/${id}`;
}

await benchPageWeight();
