import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { env } from "./env.ts";
import { log } from "./log.ts";

/** What SQL announces, each with an id as payload. */
export type Channel = "edit_changed" | "edit_cancel" | "image_changed" | "selection_changed";

export interface Listener {
  onNotification(channel: Channel, id: string): void;
  /** After each (re)connection: what was announced meanwhile is lost, so read again whatever matters. */
  onConnected?(): void;
}

const RECONNECT_MILLIS = 500;
const KEEP_ALIVE_MILLIS = 10_000;

/**
 * Listens on a connection of its own until `signal` aborts, reconnecting for as long as it takes.
 * Needs a direct or session-mode connection: a transaction-mode pooler swallows notifications.
 */
export async function listen(channels: readonly Channel[], listener: Listener, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await listenOnce(channels, listener, signal);
    } catch (error) {
      log.warn({ error: String(error) }, "listening to the database was interrupted");
    }
    await delay(RECONNECT_MILLIS, undefined, { signal }).catch(() => undefined);
  }
}

async function listenOnce(channels: readonly Channel[], listener: Listener, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: "repaint-listen",
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLIS,
  });
  const ended = new Promise<void>((resolve, reject) => {
    client.on("error", reject);
    client.on("end", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  ended.catch(() => undefined);
  client.on("notification", ({ channel, payload }) => listener.onNotification(channel as Channel, payload ?? ""));
  try {
    await client.connect();
    for (const channel of channels) await client.query(`listen ${channel}`);
    listener.onConnected?.();
    await ended;
  } finally {
    await client.end().catch(() => undefined);
  }
}
