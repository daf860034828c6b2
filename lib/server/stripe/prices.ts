import "server-only";
import type Stripe from "stripe";
import { RepaintError } from "#lib/domain/error.ts";
import { type Money, PACKS, type Pack } from "#lib/domain/pack.ts";
import { env } from "../env.ts";
import { askStripe } from "./client.ts";

const REMEMBERED_MILLIS = 10 * 60_000;
const remembered = new Map<string, { price: Money; until: number }>();

/** The packs on sale with what they cost now. @throws RepaintError `payment_unavailable` */
export function listPacks(): Promise<Pack[]> {
  return Promise.all(PACKS.map(async (pack) => ({ ...pack, price: await priceOf(pack) })));
}

/** How a pack is told to Stripe: by the operator's own Price, or by ours. */
export function lineItemOf(pack: Pack): Stripe.Checkout.SessionCreateParams.LineItem {
  const price = priceIdOf(pack);
  if (price !== undefined) return { quantity: 1, price };
  return {
    quantity: 1,
    price_data: {
      currency: pack.price.currency,
      unit_amount: pack.price.amount,
      product_data: { name: `${pack.tokens} tokens` },
    },
  };
}

async function priceOf(pack: Pack): Promise<Money> {
  const priceId = priceIdOf(pack);
  if (priceId === undefined) return pack.price;
  const known = remembered.get(priceId);
  if (known && known.until > Date.now()) return known.price;
  const { unit_amount, currency } = await askStripe(({ prices }) => prices.retrieve(priceId));
  if (unit_amount === null) throw new RepaintError("payment_unavailable", { detail: `${priceId} has no fixed amount` });
  const price = { amount: unit_amount, currency };
  remembered.set(priceId, { price, until: Date.now() + REMEMBERED_MILLIS });
  return price;
}

const priceIdOf = ({ id }: Pack): string | undefined =>
  env()[`STRIPE_PRICE_${id.toUpperCase() as Uppercase<Pack["id"]>}`];
