import { exportAccount } from "#lib/server/account-export/export-account.ts";
import { route } from "#lib/server/http.ts";
import { localeOf } from "#lib/server/request-locale.ts";

export const GET = route({ user: true, keyScope: false, limit: "export" }, ({ request, user }) =>
  exportAccount(user.id, localeOf(request.headers)),
);
