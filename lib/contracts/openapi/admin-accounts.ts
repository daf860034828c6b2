import {
  accountList,
  accountQuery,
  accountRecord,
  accountRecordQuery,
  adjustAnswer,
  adjustRequest,
  blockAnswer,
  blockRequest,
  unfreezeAnswer,
} from "../admin/accounts.ts";
import { ENTRY_COLUMNS, exportRange, PURCHASE_COLUMNS } from "../admin/exports.ts";
import { holdList, holdQuery, releaseAnswer } from "../admin/holds.ts";
import { jobParams, jobQuery, jobReport, retryAnswer } from "../admin/jobs.ts";
import { limitReport } from "../admin/limits.ts";
import { purchaseList, purchaseQuery, refundAnswer, refundRequest } from "../admin/purchases.ts";
import { reasonRequest } from "../admin/reason.ts";
import { idParams } from "../params.ts";
import type { DescribedRoute } from "./route.ts";

const admin = { tag: "Administration", user: "admin", status: 200 } as const;
const read = { ...admin, method: "get" } as const;
const act = { ...admin, method: "post", params: idParams } as const;

/** Accounts, purchases, what is set aside, jobs and limits, for whoever runs the server. */
export const ADMIN_ACCOUNT_ROUTES: readonly DescribedRoute[] = [
  {
    ...read,
    path: "/api/v1/admin/accounts",
    operationId: "listAccounts",
    summary: "Accounts, newest first; those whose address begins with `query` in the order of addresses",
    query: accountQuery,
    answer: accountList,
  },
  {
    ...read,
    path: "/api/v1/admin/accounts/{id}",
    operationId: "getAccountRecord",
    summary: "An account with its tokens, entries, purchases, edits and what was done to it",
    params: idParams,
    query: accountRecordQuery,
    answer: accountRecord,
  },
  {
    ...act,
    path: "/api/v1/admin/accounts/{id}/block",
    operationId: "blockAccount",
    summary: "Block an account, so that it spends and buys nothing, or unblock it",
    body: blockRequest,
    answer: blockAnswer,
  },
  {
    ...act,
    path: "/api/v1/admin/accounts/{id}/unfreeze",
    operationId: "unfreezeAccount",
    summary: "Let an account spend again after a look at its warnings of fraud",
    body: reasonRequest,
    answer: unfreezeAnswer,
    errors: ["payment_disputed"],
  },
  {
    ...act,
    path: "/api/v1/admin/accounts/{id}/adjust",
    operationId: "adjustAccount",
    summary: "Give tokens to an account or take some, once for each key",
    body: adjustRequest,
    answer: adjustAnswer,
    errors: ["adjustment_too_low", "daily_cap_reached", "idempotency_conflict"],
  },
  {
    ...read,
    path: "/api/v1/admin/purchases",
    operationId: "listAllPurchases",
    summary: "Purchases of all accounts, newest first",
    query: purchaseQuery,
    answer: purchaseList,
  },
  {
    ...act,
    path: "/api/v1/admin/purchases/{id}/refund",
    operationId: "refundPurchase",
    summary: "Refund a purchase, whole or in part, once for each key; its tokens are taken back before the answer",
    body: refundRequest,
    answer: refundAnswer,
    errors: [
      "not_refundable",
      "refund_too_much",
      "refund_refused",
      "purchases_off",
      "payment_unavailable",
      "idempotency_conflict",
    ],
  },
  {
    ...read,
    path: "/api/v1/admin/holds",
    operationId: "listOpenHolds",
    summary: "Tokens set aside for longer than `minutes`, and those that look stuck, oldest first",
    query: holdQuery,
    answer: holdList,
  },
  {
    ...act,
    path: "/api/v1/admin/holds/{id}/release",
    operationId: "releaseHold",
    summary: "Give back tokens that are set aside and end their edit as failed",
    body: reasonRequest,
    answer: releaseAnswer,
    errors: ["hold_ended"],
  },
  {
    ...read,
    path: "/api/v1/admin/entries.csv",
    operationId: "exportEntries",
    summary: csvOf("Every entry of every account", ENTRY_COLUMNS),
    query: exportRange,
    answer: ["text/csv"],
  },
  {
    ...read,
    path: "/api/v1/admin/purchases.csv",
    operationId: "exportPurchases",
    summary: csvOf("Every purchase", PURCHASE_COLUMNS),
    query: exportRange,
    answer: ["text/csv"],
  },
  {
    ...read,
    path: "/api/v1/admin/jobs",
    operationId: "getJobReport",
    summary: "The job queue: how much waits, runs and has failed, who works, and the jobs of one state",
    query: jobQuery,
    answer: jobReport,
  },
  {
    ...act,
    params: jobParams,
    path: "/api/v1/admin/jobs/{id}/retry",
    operationId: "retryJob",
    summary: "Start a job anew that has failed or waits",
    body: reasonRequest,
    answer: retryAnswer,
    errors: ["job_not_retryable"],
  },
  {
    ...read,
    path: "/api/v1/admin/limits",
    operationId: "getLimitReport",
    summary: "Limits with how often they turned somebody away, and whom most",
    answer: limitReport,
  },
];

function csvOf(what: string, columns: readonly string[]): string {
  return (
    `${what}, oldest first, as a file of RFC 4180 in UTF-8: times in ISO 8601 and UTC, amounts in the smallest unit of ` +
    `their currency; a text that a spreadsheet would take for a formula begins with '. Columns: ${columns.join(", ")}`
  );
}
