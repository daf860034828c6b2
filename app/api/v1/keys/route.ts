import { newKeyRequest } from "#lib/contracts/keys.ts";
import { route } from "#lib/server/http.ts";
import { createKey } from "#lib/server/keys/create-key.ts";
import { listApiKeys } from "#lib/server/store/api-keys.ts";

export const GET = route({ user: true, keyScope: false }, async ({ user }) => ({ items: await listApiKeys(user.id) }));

/** A key can make no other, so that one that got away cannot outlive itself. */
export const POST = route(
  { user: true, keyScope: false, body: newKeyRequest, limit: "account" },
  async ({ user, body }) => Response.json(await createKey(user.id, body), { status: 201 }),
);
