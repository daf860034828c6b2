import "server-only";
import type { Unavailability } from "#lib/domain/notice.ts";
import type { Availability } from "./provider.ts";
import type { Connection, ProviderName } from "./settings.ts";

export const AVAILABLE: Availability = { available: true };

export const unavailable = (reason: Unavailability): Availability => ({ available: false, reason });

/** A hosted service needs a key. @param from who gives it out: a name or an address. */
export const availableByKey = (name: ProviderName, { key }: Pick<Connection, "key">, from: string): Availability =>
  key ? AVAILABLE : unavailable({ code: "key_missing", values: { variable: `${name}_API_KEY`, from } });

/** A server of the operator's own needs an address. */
export const availableByAddress = (name: ProviderName, { baseUrl }: Connection): Availability =>
  baseUrl ? AVAILABLE : unavailable({ code: "address_missing", values: { variable: `${name}_BASE_URL` } });
