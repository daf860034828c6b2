import { settingsChange } from "#lib/contracts/admin/settings.ts";
import { actorOf } from "#lib/server/admin/actor.ts";
import { changeSettings, settingsInfo } from "#lib/server/admin/settings.ts";
import { route } from "#lib/server/http.ts";

export const GET = route({ user: "admin" }, () => settingsInfo());

export const PATCH = route({ user: "admin", body: settingsChange }, async ({ user, body }) => {
  await changeSettings(body.changes, { actor: actorOf(user), reason: body.reason });
  return settingsInfo();
});
