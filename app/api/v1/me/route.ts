import { route } from "#lib/server/http.ts";
import { meOf } from "#lib/server/identify.ts";

export const GET = route({ user: true }, ({ user }) => meOf(user));
