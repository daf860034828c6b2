import "server-only";
import type { Warning } from "#lib/domain/notice.ts";
import { HOSTED, pricePerCall } from "../declare.ts";
import type { EncodedImage, Model, ProviderCall } from "../provider.ts";

/** One endpoint of the service: where it is, what it costs, what it can do, and how a call becomes its form. */
export interface Endpoint {
  /** Below `/v2beta/stable-image/`. */
  readonly path: string;
  /** Its price; failures are not charged. */
  readonly credits: number;
  readonly model: Model;
  /**
   * The fields under the service's own names; those that are undefined are not sent.
   *
   * @throws RepaintError where something is missing that the service cannot do without.
   */
  readonly fields: (call: ProviderCall) => FormFields;
  /** What was asked for and cannot be done. */
  readonly warnings?: (call: ProviderCall) => readonly Warning[];
}

export type FormFields = Readonly<Record<string, EncodedImage | string | number | boolean | undefined>>;

const MICRO_USD_PER_CREDIT = 10_000;
export const costMicroUsd = ({ credits }: Endpoint) => credits * MICRO_USD_PER_CREDIT;

/** How long either kind takes is not documented: generous. */
const DEADLINE_MILLIS = { sync: 300_000, async: 900_000 } as const;

type Common = "maxReferences" | "execution" | "streaming" | "feather" | "price" | "repeatable" | "deadlineMillis";
type OwnFacts = Omit<Model, Common> & Partial<Pick<Model, "maxReferences" | "execution">>;

/** Completes an endpoint with what holds for all of them. */
export function endpoint({ model, ...rest }: Omit<Endpoint, "model"> & { readonly model: OwnFacts }): Endpoint {
  return {
    ...rest,
    model: {
      ...HOSTED,
      execution: "sync",
      price: pricePerCall((rest.credits * MICRO_USD_PER_CREDIT) / 1_000_000),
      deadlineMillis: DEADLINE_MILLIS[model.execution ?? "sync"],
      ...model,
    },
  };
}
