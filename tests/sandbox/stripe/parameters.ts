import { z } from "zod";

/**
 * What Stripe's API reference says each call takes, as far as Repaint uses it. Unknown parameters are refused, as Stripe
 * refuses them. All values are texts on the wire.
 */
const whole = z
  .string()
  .regex(/^-?\d+$/, "Invalid integer")
  .transform(Number);
const flag = z.enum(["true", "false"]).transform((value) => value === "true");
/** Stripe's limits of metadata: 50 keys of 40 characters, values of 500. */
const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((value) => Object.keys(value).length <= 50, "Too many metadata keys");
const expand = z.array(z.string()).optional();

/** Also what can be changed of one. */
export const customerCreation = z.strictObject({
  email: z.email().optional(),
  metadata: metadata.optional(),
  expand,
});

const productData = z.strictObject({
  name: z.string().min(1).max(250),
  description: z.string().min(1).max(5000).optional(),
  metadata: metadata.optional(),
});

const lineItem = z
  .strictObject({
    quantity: whole.pipe(z.number().min(1)),
    price: z.string().startsWith("price_").optional(),
    price_data: z
      .strictObject({
        currency: z.string().regex(/^[a-z]{3}$/),
        unit_amount: whole.pipe(z.number().min(0)),
        product_data: productData,
      })
      .optional(),
  })
  .refine(({ price, price_data }) => (price === undefined) !== (price_data === undefined), {
    message: "Exactly one of price and price_data must be given",
  });

export const sessionCreation = z
  .strictObject({
    mode: z.literal("payment"),
    line_items: z.array(lineItem).min(1).max(100),
    success_url: z.url(),
    cancel_url: z.url().optional(),
    customer: z.string().startsWith("cus_").optional(),
    customer_email: z.email().optional(),
    client_reference_id: z.string().max(200).optional(),
    metadata: metadata.optional(),
    payment_intent_data: z
      .strictObject({ metadata: metadata.optional(), description: z.string().optional() })
      .optional(),
    expires_at: whole.optional(),
    locale: z.enum(["auto", "en", "de"]).optional(),
    allow_promotion_codes: flag.optional(),
    expand,
  })
  .refine(({ customer, customer_email }) => customer === undefined || customer_email === undefined, {
    message: "You may only specify one of these parameters: customer, customer_email",
  });
export type SessionCreation = z.output<typeof sessionCreation>;

const refundReason = z.enum(["duplicate", "fraudulent", "requested_by_customer"]);
export const refundCreation = z
  .strictObject({
    charge: z.string().startsWith("ch_").optional(),
    payment_intent: z.string().startsWith("pi_").optional(),
    amount: whole.pipe(z.number().min(1)).optional(),
    reason: refundReason.optional(),
    metadata: metadata.optional(),
    expand,
  })
  .refine(({ charge, payment_intent }) => (charge === undefined) !== (payment_intent === undefined), {
    message: "Exactly one of charge and payment_intent must be given",
  });

const created = z
  .strictObject({ gt: whole.optional(), gte: whole.optional(), lt: whole.optional(), lte: whole.optional() })
  .optional();
export const listing = z.strictObject({
  limit: whole.pipe(z.number().min(1).max(100)).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created,
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  customer: z.string().optional(),
  status: z.string().optional(),
  type: z.string().optional(),
  expand,
});
export type Listing = z.output<typeof listing>;

export const reading = z.strictObject({ expand });
