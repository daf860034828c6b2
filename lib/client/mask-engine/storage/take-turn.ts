/** How long the worker of a page that was just left may take to end. */
const WAIT_MILLIS = 2000;

/**
 * Takes the lock of that name for as long as this worker lives. False when another tab holds it. Where the browser has no
 * locks (a page without https), everyone is let through.
 */
export async function takeTurn(name: string): Promise<boolean> {
  if (typeof navigator === "undefined" || !navigator.locks) return true;
  return await new Promise<boolean>((resolve) => {
    const holdForGood = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    navigator.locks
      .request(name, { signal: AbortSignal.timeout(WAIT_MILLIS) }, holdForGood)
      .catch(() => resolve(false));
  });
}
