import { keyList, newKeyAnswer, newKeyRequest } from "../keys.ts";
import { idParams } from "../params.ts";
import type { DescribedRoute } from "./route.ts";

const keys = { tag: "API keys", user: true, keyScope: false } as const;

/** Keys for programs. Only who is signed in manages them. */
export const KEY_ROUTES: readonly DescribedRoute[] = [
  {
    ...keys,
    method: "get",
    path: "/api/v1/keys",
    operationId: "listKeys",
    summary: "The keys of this account that are not revoked, oldest first",
    status: 200,
    answer: keyList,
  },
  {
    ...keys,
    method: "post",
    path: "/api/v1/keys",
    operationId: "createKey",
    summary: "Make a key. Its secret is told this once",
    body: newKeyRequest,
    status: 201,
    answer: newKeyAnswer,
    errors: ["too_many_keys", "rate_limited"],
  },
  {
    ...keys,
    method: "delete",
    path: "/api/v1/keys/{id}",
    operationId: "revokeKey",
    summary: "Revoke a key, at once and for good",
    params: idParams,
    status: 204,
  },
];
