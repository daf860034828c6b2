import type { SelectionRequest } from "#lib/contracts/selection.ts";
import { misunderstood } from "../api-error.ts";
import { request } from "../http.ts";
import type { ImportedMask } from "../mask-engine/protocol.ts";

/**
 * Lets the server find what was pointed at. Answers its mask and where it lies in the version.
 *
 * Throws `ApiError` (`nothing_found`, `outline_required`, `engine_unavailable`, `rate_limited` and the usual ones), or
 * the `AbortError` of `signal`.
 */
export async function findObject(
  imageId: string,
  wish: SelectionRequest,
  signal: AbortSignal,
): Promise<Pick<ImportedMask, "png" | "at">> {
  const path = `/api/v1/images/${imageId}/selections`;
  const response = await request(path, { method: "POST", json: wish, signal, headers: { Accept: "image/png" } });
  const [x, y] = ["Selection-X", "Selection-Y"].map((name) => Number(response.headers.get(name) ?? Number.NaN));
  if (!Number.isInteger(x) || !Number.isInteger(y)) throw misunderstood(response.status);
  return { png: await response.blob(), at: { x: x as number, y: y as number } };
}
