import { type Quote, quoteRequest } from "#lib/contracts/edit.ts";
import { route } from "#lib/server/http.ts";
import { imageOf } from "#lib/server/image-of.ts";
import { chooseModel } from "#lib/server/models.ts";
import { getAccount } from "#lib/server/store/accounts.ts";

export const POST = route({ user: true, body: quoteRequest }, async ({ user, body }): Promise<Quote> => {
  const [image, account] = await Promise.all([imageOf(user.id, body.imageId), getAccount(user.id)]);
  const { model, plan } = chooseModel({ ...body, image });
  return {
    model: model.id,
    tokens: plan.tokens,
    affordable: (account?.available ?? 0) >= plan.tokens,
    window: plan.window,
    sent: plan.sent,
    spreadPixels: plan.spread.spreadPixels,
    choice: null,
  };
});
