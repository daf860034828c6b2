import { listProviderStates } from "#lib/server/admin/providers.ts";
import { route } from "#lib/server/http.ts";

export const GET = route({ user: "admin" }, async () => ({ providers: await listProviderStates() }));
