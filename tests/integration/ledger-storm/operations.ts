import { randomUUID } from "node:crypto";
import fc from "fast-check";

const amount = fc.integer({ min: 1, max: 20 });
const account = fc.nat(1000);
const pick = fc.nat(1_000_000);
const share = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("hold" as const), account, amount: fc.nat(25) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("capture" as const), pick, share }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("release" as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("give" as const),
      account,
      amount,
      millis: fc.integer({ min: 1, max: 4000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("adjust" as const),
      account,
      amount: fc.integer({ min: -9, max: 10 }).filter((n) => n !== 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("buy" as const), account, tokens: fc.integer({ min: 5, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refund" as const), pick, share, failed: share }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("dispute" as const),
      pick,
      share,
      status: fc.constantFrom("won", "lost"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sweep" as const) }) },
);
export type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

export function operations(count: number, seed: number): Operation[] {
  return fc.sample(operation, { numRuns: count, seed });
}

/** Sends one call and repeats it until it is answered, on another connection when this one was killed. */
export type Call = (name: string, ...values: readonly unknown[]) => Promise<Answer>;
interface Answer {
  readonly outcome: string;
}

const PRICE_MINOR = 1000;

interface Purchase {
  readonly id: string;
  readonly account: number;
  readonly tokens: number;
  refunded: number;
  failed: number;
  /** By their amount, how they ended: lost may become won, never the other way round. */
  readonly disputes: Map<number, number>;
}
const DISPUTE_ENDS = ["lost", "won"];

/** What was asked for so far, and what must have come of it. */
export class Books {
  readonly #users: readonly string[];
  readonly #holds: Array<{ edit: string; amount: number }> = [];
  readonly purchases: Purchase[] = [];
  /** Of every operation that was answered with success: what its one entry must be. */
  readonly posted: Array<{ user: string; kind: string; delta: number; key: string }> = [];
  readonly counts: Record<string, number> = {};

  constructor(users: readonly string[]) {
    this.#users = users;
  }

  async perform(step: Operation, call: Call): Promise<void> {
    const outcome = await this.#outcome(step, call);
    this.counts[`${step.kind} ${outcome}`] = (this.counts[`${step.kind} ${outcome}`] ?? 0) + 1;
  }

  async #outcome(step: Operation, call: Call): Promise<string> {
    switch (step.kind) {
      case "hold":
        return this.#hold(this.#user(step), step.amount, call);
      case "capture":
      case "release": {
        const hold = this.#holds[step.pick % Math.max(this.#holds.length, 1)];
        if (!hold) return "none";
        const answer =
          step.kind === "release"
            ? await call("settle_hold", hold.edit, "released", 0, "Given up", "system")
            : await call("settle_hold", hold.edit, "captured", Math.floor(hold.amount * step.share), "Erase", "system");
        // Now and then an ended one stays, to be ended again.
        const place = this.#holds.indexOf(hold);
        if (place >= 0 && step.pick % 8 > 0) this.#holds.splice(place, 1);
        return answer.outcome;
      }
      case "give": {
        const [user, key] = [this.#user(step), randomUUID()];
        const expiresAt = step.millis % 2 ? null : new Date(Date.now() + step.millis);
        const { outcome } = await call("credit", user, step.amount, "grant", "Gift", "system", null, key, expiresAt);
        return this.#note(outcome, { user, kind: "grant", delta: step.amount, key });
      }
      case "adjust": {
        const [user, key] = [this.#user(step), randomUUID()];
        const { outcome } = await call("admin_adjust", user, step.amount, "Correction", "admin:1", key);
        return this.#note(outcome, { user, kind: "adjust", delta: step.amount, key });
      }
      case "buy":
        return this.#buy(step, call);
      case "refund":
      case "dispute": {
        const purchase = this.purchases[step.pick % Math.max(this.purchases.length, 1)];
        return purchase ? this.#takeBack(step, purchase, call) : "none";
      }
      case "sweep":
        return (await call("sweep_lots", 100)).outcome;
    }
  }

  async #hold(user: string, tokens: number, call: Call): Promise<string> {
    const edit = randomUUID();
    const { outcome } = await call("place_hold", user, edit, tokens, "Erase", "system");
    if (outcome === "placed" || outcome === "exists") this.#holds.push({ edit, amount: tokens });
    return this.#note(outcome, { user, kind: "hold", delta: -tokens, key: edit });
  }

  async #buy(step: { account: number; tokens: number }, call: Call): Promise<string> {
    const [id, user] = [randomUUID(), this.#user(step)];
    const order = { id, packId: "storm", tokens: step.tokens, priceMinor: PRICE_MINOR, currency: "eur", isLive: false };
    const created = await call("create_purchase", user, order);
    if (created.outcome !== "created" && created.outcome !== "exists") return created.outcome;
    const payment = { sessionId: `cs_${id}`, chargedMinor: PRICE_MINOR, currency: "eur", isLive: false };
    // Known before it is paid: refunds and disputes may come first.
    this.purchases.push({
      id,
      account: step.account,
      tokens: step.tokens,
      refunded: 0,
      failed: 0,
      disputes: new Map(),
    });
    const { outcome } = await call("fulfil_purchase", id, payment);
    return this.#note(outcome, { user, kind: "purchase", delta: step.tokens, key: `purchase:${id}` });
  }

  async #takeBack(
    step: Extract<Operation, { kind: "refund" | "dispute" }>,
    purchase: Purchase,
    call: Call,
  ): Promise<string> {
    const minor = Math.floor(step.share * PRICE_MINOR);
    if (step.kind === "refund") {
      const failed = Math.floor(step.failed * minor);
      purchase.refunded = Math.max(purchase.refunded, minor);
      purchase.failed = Math.max(purchase.failed, failed);
      return (await call("refund_purchase", purchase.id, minor, failed)).outcome;
    }
    // Opened and ended at once: an account whose disputes stay open can do nothing else.
    const name = `dp_${purchase.id}_${minor}`;
    await call("record_dispute", purchase.id, name, minor, "needs_response");
    purchase.disputes.set(minor, Math.max(purchase.disputes.get(minor) ?? 0, DISPUTE_ENDS.indexOf(step.status)));
    return (await call("record_dispute", purchase.id, name, minor, step.status)).outcome;
  }

  /** Of all facts together, in whatever order they were told. */
  takenBack({ tokens, refunded, failed, disputes }: Purchase): number {
    const disputed = [...disputes]
      .filter(([, end]) => DISPUTE_ENDS[end] === "lost")
      .reduce((sum, [minor]) => sum + minor, 0);
    return Math.floor((tokens * Math.min(PRICE_MINOR, Math.max(refunded - failed, 0) + disputed)) / PRICE_MINOR);
  }

  #user(step: { account: number }): string {
    return this.#users[step.account % this.#users.length] as string;
  }

  #note(outcome: string, entry: Books["posted"][number]): string {
    // 'exists': it was done by the call before, whose answer was lost with its connection.
    if (["placed", "credited", "adjusted", "fulfilled", "exists"].includes(outcome)) this.posted.push(entry);
    return outcome;
  }
}
