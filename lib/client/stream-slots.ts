/**
 * How many event streams this browser may hold open towards one server, over all tabs together. A browser opens at
 * most six HTTP/1.1 connections to a host; streams that took them all would leave none for tiles and uploads.
 */
const SLOTS = 3;

/** Resolves to a function that gives the slot back, or to null when all are taken. */
export type TakeSlot = () => Promise<(() => void) | null>;

/** Takes a slot shared by all tabs through the Web Locks API; without it (plain http by name) every follower polls. */
export const takeStreamSlot: TakeSlot = async () => {
  if (typeof navigator === "undefined" || !navigator.locks) return null;
  for (let slot = 0; slot < SLOTS; slot++) {
    const release = await tryLock(`repaint-event-stream-${slot}`);
    if (release) return release;
  }
  return null;
};

function tryLock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(() => resolve(null));
  });
}
