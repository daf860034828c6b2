import { RepaintError } from "#lib/domain/error.ts";
import { database } from "#lib/server/database.ts";
import { route } from "#lib/server/http.ts";

/** The process can serve: the database answers, too. 503 otherwise. */
export const GET = route({}, async () => {
  await database()
    .query("select 1")
    .catch((cause) => {
      throw new RepaintError("unavailable", { detail: "database", cause });
    });
  return { status: "ready" };
});
