import type { z } from "zod";
import { type Quote, quoteRequest } from "#lib/contracts/edit.ts";
import { area } from "#lib/domain/geometry.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import { route } from "#lib/server/http.ts";
import { versionOf } from "#lib/server/image-of.ts";
import { chooseModel } from "#lib/server/models.ts";
import { getAccount } from "#lib/server/store/accounts.ts";

export const POST = route(
  { user: true, keyScope: "read", body: quoteRequest },
  async ({ user, body }): Promise<Quote> => {
    const [{ size }, account] = await Promise.all([
      versionOf(user.id, body.imageId, body.parentEditId ?? null),
      getAccount(user.id),
    ]);
    const available = account?.available ?? 0;
    const { model, plan, choice, tokensAtMost } = await chooseModel(
      { ...body, image: size, maskBounds: drawnBounds(body, size) },
      body.allowFailover ? { available } : null,
    );
    return {
      model: model.id,
      tokens: plan.tokens,
      tokensAtMost,
      affordable: available >= plan.tokens,
      window: plan.window,
      sent: plan.sent,
      spreadPixels: plan.spread.spreadPixels,
      choice,
    };
  },
);

/** Where no mask must be drawn, bounds of the whole picture say that none is. */
function drawnBounds({ operation, maskBounds }: z.output<typeof quoteRequest>, picture: Size): Rect | null {
  const rule = OPERATIONS[operation].mask;
  if (!maskBounds || rule === "none") return null;
  return rule === "required" || area(maskBounds) < area(picture) ? maskBounds : null;
}
