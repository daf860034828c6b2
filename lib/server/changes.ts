import "server-only";
import { type Channel, listen } from "./listen.ts";

type Topic = Exclude<Channel, "edit_cancel">;

/** Notifications can be missed while a connection is down, so whoever waits looks again this often. */
const LOOK_AGAIN_MILLIS = 2_000;

const waiting = new Map<string, Set<() => void>>();
let listening: AbortController | null = null;

/**
 * Calls back whenever the database says that the edit, image or selection changed, and every two seconds besides. One database
 * connection per process serves everyone who waits.
 *
 * @returns stops the calls.
 */
export function onChange(topic: Topic, id: string, look: () => void): () => void {
  startListening();
  const key = `${topic}:${id}`;
  const callbacks = waiting.get(key) ?? new Set();
  waiting.set(key, callbacks.add(look));
  const timer = setInterval(look, LOOK_AGAIN_MILLIS);
  return () => {
    clearInterval(timer);
    callbacks.delete(look);
    if (callbacks.size === 0) waiting.delete(key);
  };
}

/** Lets the process end; the next `onChange` listens again. */
export function stopListening(): void {
  listening?.abort();
  listening = null;
}

function startListening(): void {
  if (listening) return;
  listening = new AbortController();
  void listen(
    ["edit_changed", "image_changed", "selection_changed"],
    {
      onNotification: (channel, id) => {
        for (const look of waiting.get(`${channel}:${id}`) ?? []) look();
      },
      onConnected: () => {
        for (const callbacks of waiting.values()) for (const look of callbacks) look();
      },
    },
    listening.signal,
  );
}
