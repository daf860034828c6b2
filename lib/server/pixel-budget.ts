import "server-only";

/**
 * Bounds how many pixels one process works on at once, so that several large pictures queue instead of running the
 * machine out of memory. First come, first served; a picture larger than the whole budget runs alone.
 *
 * @param capacity pixels in flight at most.
 */
export function createPixelBudget(capacity: number) {
  let inUse = 0;
  const waiting: Array<{ share: number; start: () => void }> = [];

  function admit() {
    for (let next = waiting[0]; next && inUse + next.share <= capacity; next = waiting[0]) {
      waiting.shift();
      inUse += next.share;
      next.start();
    }
  }

  return async function withPixels<Result>(pixels: number, work: () => Promise<Result>): Promise<Result> {
    const share = Math.min(pixels, capacity);
    await new Promise<void>((start) => {
      waiting.push({ share, start });
      admit();
    });
    try {
      return await work();
    } finally {
      inUse -= share;
      admit();
    }
  };
}
