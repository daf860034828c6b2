import type { TestProject } from "vitest/node";
import { serveRepaint } from "#tests/bench/editor/repaint-server.ts";
import { startWebKit, type WebKit } from "./webkit.ts";

declare module "vitest" {
  interface ProvidedContext {
    webkit: WebKit;
    repaintUrl: string;
  }
}

/** One driver and one Repaint for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = new AsyncDisposableStack();
  const { [Symbol.asyncDispose]: _, ...webkit } = stack.use(await startWebKit());
  project.provide("webkit", webkit);
  // All journeys come from one address.
  const { url } = stack.use(await serveRepaint({ RATE_LIMIT_FACTOR: "100" }));
  project.provide("repaintUrl", url);
  return () => stack.disposeAsync();
}
