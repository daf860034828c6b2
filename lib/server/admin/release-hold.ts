import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { type By, releaseStuckHold } from "../store/operator.ts";

/**
 * Gives back tokens that are set aside, and ends their edit as failed.
 *
 * @throws RepaintError `not_found`, `hold_ended`
 */
export async function releaseHold(holdId: string, by: By): Promise<{ outcome: "released" }> {
  const outcome = await releaseStuckHold(holdId, by);
  if (outcome === "released") return { outcome };
  throw new RepaintError(outcome === "not_found" ? "not_found" : "hold_ended");
}
