import { deletionRequest } from "#lib/contracts/profile.ts";
import { requestDeletion } from "#lib/server/account-deletion/request-deletion.ts";
import { route } from "#lib/server/http.ts";

/** For good. 202, because files are removed after the answer. */
export const DELETE = route(
  { user: true, keyScope: false, body: deletionRequest, limit: "account" },
  async ({ body, openSession }) => {
    await requestDeletion(openSession(), body);
    return Response.json({ status: "deleting" }, { status: 202 });
  },
);
