import {
  type Charge,
  type Customer,
  type Dispute,
  type FraudWarning,
  newId,
  nowSeconds,
  type PaymentIntent,
  type Refund,
  type Session,
} from "./objects.ts";
import type { SessionCreation } from "./parameters.ts";

const DAY_SECONDS = 86_400;
const SETTLED_FOR_US: ReadonlySet<string> = new Set(["won", "warning_closed"]);

/** What Stripe refuses: the body of its error answers. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: { type: string; code?: string; param?: string; message: string };
  constructor(status: number, body: StripeRefusal["body"]) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export interface AccountOptions {
  /** Where this stand-in is reached: payment pages and receipts lie there. */
  readonly origin: () => string;
  /** Told of everything that happens, with the object as it is by then. */
  readonly emit: (type: string, object: object) => void;
  /** Prices the operator made in the dashboard. */
  readonly prices?: Readonly<
    Record<string, { readonly unit_amount: number; readonly currency: string; readonly name: string }>
  >;
}

export type StripeAccount = ReturnType<typeof createStripeAccount>;

/** One test account: the objects of Stripe and how they change each other, without HTTP. */
export function createStripeAccount({ origin, emit, prices = {} }: AccountOptions) {
  const customers = new Map<string, Customer>();
  const sessions = new Map<string, Session>();
  const intents = new Map<string, PaymentIntent>();
  const charges = new Map<string, Charge>();
  const refunds = new Map<string, Refund>();
  const disputes = new Map<string, Dispute>();

  const common = () => ({ created: nowSeconds(), livemode: false });

  function createCustomer(asked: {
    email?: string | undefined;
    metadata?: Record<string, string> | undefined;
  }): Customer {
    const customer: Customer = {
      id: newId("cus"),
      object: "customer",
      email: asked.email ?? null,
      metadata: asked.metadata ?? {},
      ...common(),
    };
    return keep(customers, customer);
  }

  function updateCustomer(id: string, asked: Parameters<typeof createCustomer>[0]): Customer {
    const before = find(customers, id, "customer");
    const metadata = { ...before.metadata, ...asked.metadata };
    return keep(customers, { ...before, email: asked.email ?? before.email, metadata });
  }

  function deleteCustomer(id: string): object {
    find(customers, id, "customer");
    customers.delete(id);
    return { id, object: "customer", deleted: true };
  }

  function createSession(asked: SessionCreation): Session {
    if (asked.customer !== undefined) find(customers, asked.customer, "customer");
    const { amount, currency, line } = total(asked);
    const expiresAt = asked.expires_at ?? nowSeconds() + DAY_SECONDS;
    const wait = expiresAt - nowSeconds();
    if (wait < 1_795 || wait > DAY_SECONDS + 5)
      throw invalid("expires_at", "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.");
    const id = newId("cs_test");
    const session: Session = {
      id,
      object: "checkout.session",
      amount_subtotal: amount,
      amount_total: amount,
      currency,
      line,
      cancel_url: asked.cancel_url ?? null,
      client_reference_id: asked.client_reference_id ?? null,
      customer: asked.customer ?? null,
      expires_at: expiresAt,
      metadata: asked.metadata ?? {},
      mode: "payment",
      payment_intent: null,
      payment_status: amount === 0 ? "no_payment_required" : "unpaid",
      status: "open",
      success_url: asked.success_url,
      url: `${origin()}/pay/${id}`,
      ...common(),
    };
    return keep(sessions, session);
  }

  function total({ line_items }: SessionCreation) {
    const lines = line_items.map(({ quantity, price, price_data }) => {
      if (price_data) return { ...price_data, name: price_data.product_data.name, quantity };
      const known = prices[price ?? ""];
      if (!known) throw missing("price", price ?? "", "line_items[0][price]");
      return { ...known, quantity };
    });
    const [first] = lines;
    if (!first || lines.some(({ currency }) => currency !== first.currency))
      throw invalid("line_items", "All line items must have one currency.");
    const amount = lines.reduce((sum, { unit_amount, quantity }) => sum + unit_amount * quantity, 0);
    return { amount, currency: first.currency, line: first.name };
  }

  /** @param isSettled false for a transfer: the session is complete, the money comes later or never. */
  function pay(sessionId: string, isSettled = true): Session {
    const session = requireOpen(sessionId);
    const intent = keep(intents, {
      id: newId("pi"),
      object: "payment_intent",
      amount: session.amount_total ?? 0,
      currency: session.currency ?? "usd",
      customer: session.customer,
      latest_charge: null,
      metadata: {},
      status: "processing",
      ...common(),
    } satisfies PaymentIntent);
    Object.assign(session, { status: "complete", payment_intent: intent.id, url: null });
    if (isSettled) settle(session, intent);
    emit("checkout.session.completed", session);
    return session;
  }

  function settle(session: Session, intent: PaymentIntent): void {
    const id = newId("ch");
    const charge = keep(charges, {
      id,
      object: "charge",
      amount: intent.amount,
      amount_refunded: 0,
      currency: intent.currency,
      customer: intent.customer,
      disputed: false,
      metadata: {},
      paid: true,
      payment_intent: intent.id,
      receipt_url: `${origin()}/receipts/${id}`,
      refunded: false,
      status: "succeeded",
      ...common(),
    } satisfies Charge);
    Object.assign(intent, { status: "succeeded", latest_charge: charge.id });
    session.payment_status = "paid";
    emit("charge.succeeded", charge);
    emit("payment_intent.succeeded", intent);
  }

  /** The end of a transfer. */
  function endTransfer(sessionId: string, hasArrived: boolean): Session {
    const session = find(sessions, sessionId, "checkout.session");
    const intent = find(intents, session.payment_intent ?? "", "payment_intent");
    if (hasArrived) settle(session, intent);
    else intent.status = "requires_payment_method";
    emit(hasArrived ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed", session);
    return session;
  }

  function expire(sessionId: string): Session {
    const session = requireOpen(sessionId);
    Object.assign(session, { status: "expired", url: null });
    emit("checkout.session.expired", session);
    return session;
  }

  function refund(asked: {
    charge?: string | undefined;
    payment_intent?: string | undefined;
    amount?: number | undefined;
    reason?: Refund["reason"] | undefined;
    metadata?: Record<string, string> | undefined;
  }): Refund {
    const charge = find(charges, asked.charge ?? chargeOf(asked.payment_intent ?? ""), "charge");
    const left = charge.amount - charge.amount_refunded;
    if (left === 0)
      throw new StripeRefusal(400, {
        type: "invalid_request_error",
        code: "charge_already_refunded",
        message: `Charge ${charge.id} has already been refunded.`,
      });
    const isContested = ({ charge: of, status }: Dispute) => of === charge.id && !SETTLED_FOR_US.has(status);
    if ([...disputes.values()].some(isContested))
      throw new StripeRefusal(400, {
        type: "invalid_request_error",
        code: "charge_disputed",
        message: `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      });
    const amount = asked.amount ?? left;
    if (amount > left)
      throw invalid("amount", `Refund amount (${amount}) is greater than unrefunded amount (${left}).`);
    const created = keep(refunds, {
      id: newId("re"),
      object: "refund",
      amount,
      charge: charge.id,
      created: nowSeconds(),
      currency: charge.currency,
      metadata: asked.metadata ?? {},
      payment_intent: charge.payment_intent,
      reason: asked.reason ?? null,
      status: "succeeded",
    } satisfies Refund);
    countRefunds(charge);
    emit("refund.created", created);
    emit("charge.refunded", charge);
    return created;
  }

  /** A bank sends the money of a refund back: it was none. */
  function failRefund(refundId: string): Refund {
    const failed = find(refunds, refundId, "refund");
    failed.status = "failed";
    const charge = find(charges, failed.charge, "charge");
    countRefunds(charge);
    emit("refund.failed", failed);
    return failed;
  }

  function countRefunds(charge: Charge): void {
    const valid = [...refunds.values()].filter(({ charge: id, status }) => id === charge.id && status === "succeeded");
    charge.amount_refunded = valid.reduce((sum, { amount }) => sum + amount, 0);
    charge.refunded = charge.amount_refunded === charge.amount;
  }

  function openDispute(chargeId: string, reason = "fraudulent"): Dispute {
    const charge = find(charges, chargeId, "charge");
    charge.disputed = true;
    const dispute = keep(disputes, {
      id: newId("du"),
      object: "dispute",
      amount: charge.amount - charge.amount_refunded,
      charge: charge.id,
      currency: charge.currency,
      metadata: {},
      payment_intent: charge.payment_intent,
      reason,
      status: "needs_response",
      ...common(),
    } satisfies Dispute);
    emit("charge.dispute.created", dispute);
    emit("charge.dispute.funds_withdrawn", dispute);
    return dispute;
  }

  function closeDispute(disputeId: string, status: Dispute["status"]): Dispute {
    const dispute = find(disputes, disputeId, "dispute");
    dispute.status = status;
    if (status === "won") emit("charge.dispute.funds_reinstated", dispute);
    emit("charge.dispute.closed", dispute);
    return dispute;
  }

  function warnOfFraud(chargeId: string): FraudWarning {
    const charge = find(charges, chargeId, "charge");
    const warning: FraudWarning = {
      id: newId("issfr"),
      object: "radar.early_fraud_warning",
      actionable: true,
      charge: charge.id,
      fraud_type: "made_with_stolen_card",
      payment_intent: charge.payment_intent,
      ...common(),
    };
    emit("radar.early_fraud_warning.created", warning);
    return warning;
  }

  const chargeOf = (intentId: string) => find(intents, intentId, "payment_intent").latest_charge ?? "";

  function requireOpen(sessionId: string): Session {
    const session = find(sessions, sessionId, "checkout.session");
    if (session.status !== "open")
      throw invalid(
        "session",
        `Only Checkout Sessions with a status of open can be changed; this one is ${session.status}.`,
      );
    return session;
  }

  const listedPrices = new Map(
    Object.entries(prices).map(([id, { unit_amount, currency }]) => [
      id,
      { id, object: "price", unit_amount, currency, type: "one_time", active: true, ...common() },
    ]),
  );

  return {
    customers,
    prices: listedPrices,
    sessions,
    intents,
    charges,
    refunds,
    disputes,
    createCustomer,
    updateCustomer,
    deleteCustomer,
    createSession,
    pay,
    endTransfer,
    expire,
    refund,
    failRefund,
    openDispute,
    closeDispute,
    warnOfFraud,
  };
}

function keep<Kept extends { id: string }>(all: Map<string, Kept>, object: Kept): Kept {
  all.set(object.id, object);
  return object;
}

export function find<Kept>(all: ReadonlyMap<string, Kept>, id: string, kind: string): Kept {
  const found = all.get(id);
  if (!found) throw missing(kind, id);
  return found;
}

export function missing(kind: string, id: string, param = "id"): StripeRefusal {
  return new StripeRefusal(404, {
    type: "invalid_request_error",
    code: "resource_missing",
    param,
    message: `No such ${kind}: '${id}'`,
  });
}

export const invalid = (param: string, message: string): StripeRefusal =>
  new StripeRefusal(400, { type: "invalid_request_error", param, message });
