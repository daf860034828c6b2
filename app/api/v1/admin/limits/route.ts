import { route } from "#lib/server/http.ts";
import { limitReport } from "#lib/server/store/admin/limits.ts";

export const GET = route({ user: "admin" }, () => limitReport());
