/** Does work when the page has nothing more urgent to do, at the latest after so long. Returns what calls it off. */
export function whenIdle(work: () => void, latestMillis: number): () => void {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, latestMillis);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(work, { timeout: latestMillis });
  return () => cancelIdleCallback(idle);
}
