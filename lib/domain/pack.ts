/** An amount in a currency's smallest unit, as Stripe counts it: 500 is $5.00, and ¥500. */
export interface Money {
  readonly amount: number;
  /** ISO 4217, lower case. */
  readonly currency: string;
}

/** Tokens that are sold together. */
export interface Pack {
  readonly id: PackId;
  readonly tokens: number;
  readonly price: Money;
}

export const PACK_IDS = ["small", "medium", "large"] as const;
export type PackId = (typeof PACK_IDS)[number];

/**
 * What is on sale. An operator who keeps prices at Stripe names a Price by `STRIPE_PRICE_SMALL` and so on; it takes the
 * place of the one here.
 */
export const PACKS: readonly Pack[] = [
  { id: "small", tokens: 100, price: { amount: 500, currency: "usd" } },
  { id: "medium", tokens: 500, price: { amount: 2_000, currency: "usd" } },
  { id: "large", tokens: 2_000, price: { amount: 6_000, currency: "usd" } },
];
