import { route } from "#lib/server/http.ts";

/** The process answers. */
export const GET = route({}, () => ({ status: "live" }));
