import { exportAccount } from "#lib/server/account-export/export-account.ts";
import { env } from "#lib/server/env.ts";
import { route } from "#lib/server/http.ts";
import { callerAddress } from "#lib/server/limits/caller-address.ts";
import { checkLimit } from "#lib/server/limits/limit.ts";
import { localeOf } from "#lib/server/request-locale.ts";

export const GET = route({ user: true, keyScope: false, limit: "export" }, ({ request, user }) =>
  exportAccount(user.id, localeOf(request.headers)),
);

/** Asked by a page that is about to leave it to the browser's downloads, where a refusal would be no more than a failure. */
export const HEAD = route({ user: true, keyScope: false }, ({ request, user }) =>
  checkLimit("export", { accountId: user.id, address: callerAddress(request.headers, env().TRUSTED_PROXY_HOPS) }),
);
