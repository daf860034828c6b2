import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { balance, brokenRules, givenImage, givenUser, requestEdit, result } from "./given.ts";

const db = freshDatabase();
/** Small numbers, so that keys repeat, balances run out and holds are fought for. */
const ACCOUNTS = 2;
const KEYS = 4;
const EDITS = 5;

const account = fc.nat(ACCOUNTS - 1);
const amount = fc.integer({ min: 1, max: 12 });
const key = fc.nat(KEYS - 1);
const edit = fc.nat(EDITS - 1);

const operation = fc.oneof(
  fc.record({ kind: fc.constant("credit" as const), account, amount, key }),
  fc.record({ kind: fc.constant("clawBack" as const), account, amount, key }),
  fc.record({
    kind: fc.constant("adjust" as const),
    account,
    amount: fc.oneof(
      amount,
      amount.map((value) => -value),
    ),
    key,
  }),
  fc.record({ kind: fc.constant("create" as const), account, amount, edit }),
  fc.record({ kind: fc.constant("create" as const), account, amount, edit }),
  fc.record({ kind: fc.constant("start" as const), edit }),
  fc.record({ kind: fc.constant("complete" as const), edit, share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant("fail" as const), edit }),
  fc.record({ kind: fc.constant("cancel" as const), edit }),
  fc.record({ kind: fc.constant("expire" as const) }),
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

interface ModelEdit {
  readonly account: number;
  readonly tokens: number;
  status: "queued" | "running" | "cancelling" | "ended";
  charged: number | null;
}

/** The rules in the plainest words: numbers in memory, one operation after the other. */
class Model {
  readonly available = [20, 20];
  readonly keys = new Map<number, string>();
  readonly edits = new Map<number, ModelEdit>();

  apply(step: Operation): string {
    switch (step.kind) {
      case "credit":
        return this.#post(step, step.amount, "credited", false);
      case "clawBack":
        return this.#post(step, -step.amount, "clawed_back", true);
      case "adjust":
        return this.#post(step, step.amount, "adjusted", false);
      case "create":
        return this.#create(step);
      case "expire":
        return "swept";
      default:
        return this.#act(step, this.edits.get(step.edit));
    }
  }

  held(account: number): number {
    return [...this.edits.values()]
      .filter((one) => one.account === account && one.status !== "ended")
      .reduce((sum, one) => sum + one.tokens, 0);
  }

  #post(
    step: { kind: string; account: number; amount: number; key: number },
    delta: number,
    done: string,
    mayOwe: boolean,
  ): string {
    const payload = `${step.kind} ${step.account} ${step.amount}`;
    const known = this.keys.get(step.key);
    if (known !== undefined) return known === payload ? "exists" : "idempotency_conflict";
    const after = (this.available[step.account] as number) + delta;
    if (delta < 0 && after < 0 && !mayOwe) return "insufficient_tokens";
    this.available[step.account] = after;
    this.keys.set(step.key, payload);
    return done;
  }

  #create(step: { account: number; amount: number; edit: number }): string {
    const known = this.edits.get(step.edit);
    // The request's key is the person's own, and its hash says how much.
    if (known?.account === step.account) return known.tokens === step.amount ? "exists" : "idempotency_conflict";
    if (known) return "taken";
    if ((this.available[step.account] as number) < step.amount) return "insufficient_tokens";
    this.available[step.account] = (this.available[step.account] as number) - step.amount;
    this.edits.set(step.edit, { account: step.account, tokens: step.amount, status: "queued", charged: null });
    return "created";
  }

  #act(step: { kind: "start" | "complete" | "fail" | "cancel"; share?: number }, one: ModelEdit | undefined): string {
    if (!one) return "none";
    const end = (charged: number | null) => {
      one.status = "ended";
      one.charged = charged;
      this.available[one.account] = (this.available[one.account] as number) + one.tokens - (charged ?? 0);
    };
    if (one.status === "queued" && step.kind === "start") one.status = "running";
    else if (one.status === "queued" && step.kind === "cancel") end(null);
    else if (one.status === "running" && step.kind === "complete") end(Math.floor(one.tokens * (step.share ?? 1)));
    else if (one.status === "running" && step.kind === "fail") end(null);
    else if (one.status === "running" && step.kind === "cancel") one.status = "cancelling";
    else if (one.status === "cancelling" && (step.kind === "fail" || step.kind === "complete")) end(null);
    return "done";
  }
}

/** The same operations on the real thing. */
class Books {
  readonly users: string[];
  readonly images: string[];
  readonly #run = randomUUID();
  readonly edits = new Map<number, { id: string; user: string; tokens: number }>();

  constructor(users: string[], images: string[]) {
    this.users = users;
    this.images = images;
  }

  async apply(step: Operation): Promise<string> {
    switch (step.kind) {
      case "credit":
        return this.#post("credit", step, "purchase", "stripe", null);
      case "clawBack":
        return this.#post("claw_back", step, "refund", "stripe", null);
      case "adjust":
        return outcomeOf(
          db.call("admin_adjust", this.users[step.account], step.amount, "adjust", "admin:1", this.#key(step)),
        );
      case "create":
        return this.#create(step);
      case "expire":
        return outcomeOf(db.call("expire_holds"));
      default: {
        const one = this.edits.get(step.edit);
        if (!one) return "none";
        if (step.kind === "start") await db.call("start_edit", one.id, "w");
        if (step.kind === "fail") await db.call("fail_edit", one.id, "w", "timeout");
        if (step.kind === "cancel") await db.call("cancel_edit", one.user, one.id);
        if (step.kind === "complete") {
          await db.call("complete_edit", one.id, "w", result({ charge: Math.floor(one.tokens * step.share) }));
        }
        return "done";
      }
    }
  }

  #key(step: { key: number }) {
    return `${this.#run}:${step.key}`;
  }

  #post(
    name: string,
    step: { account: number; amount: number; key: number },
    kind: string,
    actor: string,
    reference: string | null,
  ) {
    return outcomeOf(
      db.call(name, this.users[step.account], step.amount, kind, name, actor, reference, this.#key(step)),
    );
  }

  async #create(step: { account: number; amount: number; edit: number }): Promise<string> {
    const [user, image] = [this.users[step.account] as string, this.images[step.account] as string];
    const known = this.edits.get(step.edit);
    if (known && known.user !== user) return "taken";
    const answer = await requestEdit(db, user, image, {
      tokens: step.amount,
      key: `${step.edit}`,
      hash: `${step.amount}`,
    });
    if (answer.outcome === "created") this.edits.set(step.edit, { id: answer.edit.id, user, tokens: step.amount });
    return answer.outcome;
  }
}

async function outcomeOf(answer: Promise<{ outcome: string }>): Promise<string> {
  return (await answer).outcome;
}

async function open(): Promise<Books> {
  const users = await Promise.all(Array.from({ length: ACCOUNTS }, () => givenUser(db, 20)));
  return new Books(users, await Promise.all(users.map((user) => givenImage(db, user))));
}

const seconds = (value: number) => ({ interruptAfterTimeLimit: value * 1000, markInterruptAsFailure: false });

test("one after the other, operations do exactly what the plain rules say", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), async (steps) => {
      const [model, books] = [new Model(), await open()];
      for (const step of steps) expect(await books.apply(step), JSON.stringify(step)).toBe(model.apply(step));
      for (const [index, user] of books.users.entries()) {
        expect(await balance(db, user)).toEqual({ available: model.available[index], held: model.held(index) });
      }
    }),
    { numRuns: 150, ...seconds(6) },
  );
  expect(await brokenRules(db)).toEqual([]);
});

test("all at the same time, operations leave books in which every rule holds and each key and edit counted once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 40 }), async (steps) => {
      const books = await open();
      const outcomes = await Promise.all(steps.map((step) => books.apply(step)));
      // What the outcomes claim, summed up, is what the account has.
      const expected = books.users.map(() => 20);
      const add = (index: number, delta: number) => {
        expected[index] = (expected[index] as number) + delta;
      };
      for (const [index, step] of steps.entries()) {
        if (outcomes[index] === "credited" && step.kind === "credit") add(step.account, step.amount);
        if (outcomes[index] === "clawed_back" && step.kind === "clawBack") add(step.account, -step.amount);
        if (outcomes[index] === "adjusted" && step.kind === "adjust") add(step.account, step.amount);
      }
      const spent = await db.query<{ user_id: string; charged: number; open: number }>(
        `select user_id, sum(tokens_charged)::int as charged,
           coalesce(sum(tokens_quoted) filter (where status in ('queued', 'running')), 0)::int as open
         from public.edits where user_id = any($1) group by user_id`,
        [books.users],
      );
      for (const { user_id, charged, open: held } of spent) add(books.users.indexOf(user_id), -charged - held);
      for (const [index, user] of books.users.entries()) {
        expect((await balance(db, user)).available).toBe(expected[index]);
      }
    }),
    { numRuns: 150, ...seconds(6) },
  );
  expect(await brokenRules(db)).toEqual([]);
});
