import { readFile } from "node:fs/promises";
import type { Browser } from "@playwright/test";

/** Resident memory of the largest page process in megabytes; null where the system does not tell. */
export async function pageMemory(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer");
  const sizes = await Promise.all(pages.map(({ id }) => residentMegabytes(id)));
  const known = sizes.filter((size) => size !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

/** Linux only. */
async function residentMegabytes(id: number): Promise<number | null> {
  const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kilobytes ? Number(kilobytes) / 1024 : null;
}
