import { route } from "#lib/server/http.ts";
import { listSessions, signOutEverywhere } from "#lib/server/sessions.ts";

export const GET = route({ user: true, keyScope: false }, async ({ user, openSession }) => ({
  items: await listSessions(user.id, openSession()),
}));

/** All of them, the one that asks as well. */
export const DELETE = route({ user: true, keyScope: false }, ({ openSession }) => signOutEverywhere(openSession()));
