import "server-only";
import type { Allowance } from "./limit.ts";

/** The fields of the IETF draft "RateLimit header fields for HTTP": what holds, and what is left of it. */
export function limitHeaders({ policy, rate, remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    "RateLimit-Policy": `"${policy}";q=${rate.points};w=${rate.seconds}`,
    RateLimit: `"${policy}";r=${remaining};t=${resetSeconds}`,
  };
}
