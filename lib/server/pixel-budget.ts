import "server-only";

/** The part of a budget that one picture has, or waits for. */
export interface PixelRoom {
  /** Waits for its turn; at once where it has it. */
  take(): Promise<void>;
  /** For the time in which no pixels are held, as while someone else works: what waits may go on. */
  leave(): void;
}

export type WithPixels = ReturnType<typeof createPixelBudget>;

/**
 * Bounds how many pixels one process works on at once, so that several large pictures queue instead of running the
 * machine out of memory. First come, first served; a picture larger than the whole budget runs alone. Work begins with
 * its room taken, and whatever it left or took again, its end gives it back.
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

  function roomFor(share: number): PixelRoom {
    let isTaken = false;
    return {
      take: async () => {
        if (isTaken) return;
        await new Promise<void>((start) => {
          waiting.push({ share, start });
          admit();
        });
        isTaken = true;
      },
      leave: () => {
        if (!isTaken) return;
        isTaken = false;
        inUse -= share;
        admit();
      },
    };
  }

  return async function withPixels<Result>(
    pixels: number,
    work: (room: PixelRoom) => Promise<Result>,
  ): Promise<Result> {
    const room = roomFor(Math.min(pixels, capacity));
    await room.take();
    try {
      return await work(room);
    } finally {
      room.leave();
    }
  };
}
