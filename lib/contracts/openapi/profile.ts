import { idParams } from "../params.ts";
import { deletionAnswer, deletionRequest, newAddressRequest, passwordChangeRequest, sessionList } from "../profile.ts";
import type { DescribedRoute } from "./route.ts";

const own = { tag: "Account", user: true, keyScope: false } as const;

/** What somebody does with their own account. For no key: only who is signed in. */
export const PROFILE_ROUTES: readonly DescribedRoute[] = [
  {
    ...own,
    method: "post",
    path: "/api/v1/account/email",
    operationId: "changeEmail",
    summary:
      "Send a message to a new address; following its link makes it the account's. The answer is the same where the " +
      "address has an account, and then no message is sent",
    body: newAddressRequest,
    status: 204,
    errors: ["wrong_password", "rate_limited", "unavailable"],
  },
  {
    ...own,
    method: "post",
    path: "/api/v1/account/password",
    operationId: "replacePassword",
    summary: "Change the password, and end every other session",
    body: passwordChangeRequest,
    status: 204,
    errors: ["wrong_password", "weak_password", "rate_limited", "unavailable"],
  },
  {
    ...own,
    method: "get",
    path: "/api/v1/account/sessions",
    operationId: "listSessions",
    summary: "Where this account is signed in, the last used first; `items` is null on servers that cannot tell",
    status: 200,
    answer: sessionList,
  },
  {
    ...own,
    method: "delete",
    path: "/api/v1/account/sessions",
    operationId: "signOutEverywhere",
    summary: "End every session of this account, this one too. API keys stay",
    status: 204,
    errors: ["unavailable"],
  },
  {
    ...own,
    method: "delete",
    path: "/api/v1/account/sessions/{id}",
    operationId: "endSession",
    summary: "End one session: it is not renewed any more",
    params: idParams,
    status: 204,
  },
  {
    ...own,
    method: "get",
    path: "/api/v1/account/export",
    operationId: "exportAccount",
    summary:
      "All that this account keeps here, as a ZIP archive: originals, masks, references and results as they are, and " +
      "`account.json` with the rest",
    status: 200,
    answer: ["application/zip"],
    errors: ["rate_limited", "unavailable"],
  },
  {
    ...own,
    method: "head",
    path: "/api/v1/account/export",
    operationId: "mayExportAccount",
    summary: "Whether the archive would be sent now, without counting as a download",
    status: 204,
    errors: ["rate_limited", "unavailable"],
  },
  {
    ...own,
    method: "delete",
    path: "/api/v1/account",
    operationId: "deleteAccount",
    summary: "Delete this account for good. Nobody gets in from now on; what it kept is removed after the answer",
    body: deletionRequest,
    status: 202,
    answer: deletionAnswer,
    errors: ["wrong_password", "account_blocked", "rate_limited", "unavailable"],
  },
];
