import { createHmac } from "node:crypto";
import { type Event, newId, nowSeconds } from "./objects.ts";

/** `at-once`, after a while, two copies at the same time, or kept until `deliver` is called. */
export type DeliveryMode = "at-once" | "late" | "twice" | "never";

const LATE_MILLIS = 1_500;
/** Stripe tries three times in a sandbox, with growing pauses. */
const RETRY_MILLIS = [300, 900];

export interface DeliveryOptions {
  readonly apiVersion: string;
  readonly secret: string;
  /** Null: nobody listens. */
  readonly endpoint: string | null;
}

/** Makes events of what happens to an account and sends them, signed, to the app. */
export function createDelivery({ apiVersion, secret, endpoint }: DeliveryOptions) {
  const events: Event[] = [];
  const underWay = new Set<Promise<unknown>>();
  let mode: DeliveryMode = "at-once";
  let isClosed = false;

  function emit(type: string, object: object): void {
    const event: Event = {
      id: newId("evt"),
      object: "event",
      api_version: apiVersion,
      created: nowSeconds(),
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
      // As it was then: by the time it is read the object may have changed.
      data: { object: structuredClone(object) },
    };
    events.push(event);
    if (mode === "never") return;
    const send = () => track(deliver(event));
    if (mode === "late") track(pause(LATE_MILLIS).then(() => deliver(event)));
    else send();
    if (mode === "twice") send();
  }

  /** Sends an event once, with Stripe's retries. @returns the status of the last answer; 0 for none. */
  async function deliver(event: Event): Promise<number> {
    let status = await send(event);
    for (const millis of RETRY_MILLIS) {
      if (status >= 200 && status < 300) break;
      await pause(millis);
      if (isClosed) break;
      status = await send(event);
    }
    return status;
  }

  async function send(event: Event): Promise<number> {
    if (endpoint === null || isClosed) return 0;
    const payload = JSON.stringify(event);
    const headers = { "content-type": "application/json; charset=utf-8", "stripe-signature": sign(payload, secret) };
    return fetch(endpoint, { method: "POST", headers, body: payload, signal: AbortSignal.timeout(20_000) }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
  }

  function track(work: Promise<unknown>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  return {
    events,
    emit,
    deliver,
    setMode: (next: DeliveryMode) => {
      mode = next;
    },
    /** Resolves when nothing is on its way. */
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () => {
      isClosed = true;
    },
  };
}

/** The header of Stripe's scheme v1 over `timestamp.payload`. */
export function sign(payload: string, secret: string, timestamp = nowSeconds()): string {
  const signature = createHmac("sha256", secret).update(`${timestamp}.${payload}`).digest("hex");
  return `t=${timestamp},v1=${signature}`;
}

const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));
