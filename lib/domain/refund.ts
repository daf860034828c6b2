/** The facts of a payment that a refund depends on. Amounts in the currency that was charged, in its smallest unit. */
export interface Refundable {
  readonly tokens: number;
  readonly chargedMinor: number | null;
  readonly refundedMinor: number;
  /** Under disputes that were not won. */
  readonly disputedMinor: number;
  readonly tokensTakenBack: number;
}

/** What can still be sent back of it. */
export function refundableMinor({ chargedMinor, refundedMinor, disputedMinor }: Refundable): number {
  return Math.max((chargedMinor ?? 0) - refundedMinor - disputedMinor, 0);
}

/**
 * How many more tokens are taken back when so much is refunded: their share of what was charged, rounded down over all
 * refunds together. The rule is `private.tokens_to_take_back`; this tells it before it happens.
 */
export function tokensOfRefund(purchase: Refundable, amountMinor: number): number {
  const { tokens, chargedMinor, refundedMinor, disputedMinor, tokensTakenBack } = purchase;
  if (!chargedMinor) return 0;
  const backMinor = Math.min(chargedMinor, refundedMinor + disputedMinor + amountMinor);
  return Math.floor((tokens * backMinor) / chargedMinor) - tokensTakenBack;
}
