import { refundRequest } from "#lib/contracts/admin/purchases.ts";
import { idParams } from "#lib/contracts/params.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { refundPurchase } from "#lib/server/admin/refund-purchase.ts";
import { route } from "#lib/server/http.ts";

export const POST = route({ user: "admin", params: idParams, body: refundRequest }, ({ user, params, body }) =>
  refundPurchase(params.id, body, { actor: actorOf(user), reason: body.reason }),
);
