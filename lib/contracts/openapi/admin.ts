import { actionList, actionQuery } from "../admin/actions.ts";
import { ledgerAudit, ledgerAudits } from "../admin/ledger.ts";
import { overview, overviewQuery } from "../admin/overview.ts";
import { providerList, providerParams, providerSwitch, retryAnswer, switchAnswer } from "../admin/providers.ts";
import { reasonRequest } from "../admin/reason.ts";
import { settingsAnswer, settingsChange } from "../admin/settings.ts";
import type { DescribedRoute } from "./route.ts";

const admin = { tag: "Administration", user: "admin", status: 200 } as const;

/** The server itself, for whoever runs it: its settings, providers, ledger, and what administrators did. */
export const ADMIN_ROUTES: readonly DescribedRoute[] = [
  {
    ...admin,
    method: "get",
    path: "/api/v1/admin/overview",
    operationId: "getOverview",
    summary: "Edits, tokens, sales, costs, accounts and times of the last days",
    query: overviewQuery,
    answer: overview,
  },
  {
    ...admin,
    method: "get",
    path: "/api/v1/admin/settings",
    operationId: "getSettings",
    summary: "What is set, and what holds where nothing is",
    answer: settingsAnswer,
  },
  {
    ...admin,
    method: "patch",
    path: "/api/v1/admin/settings",
    operationId: "changeSettings",
    summary: "Set what is named; null takes it back to its default",
    body: settingsChange,
    answer: settingsAnswer,
  },
  {
    ...admin,
    method: "get",
    path: "/api/v1/admin/providers",
    operationId: "listProviders",
    summary: "How each provider does here, and what it costs and earns",
    answer: providerList,
  },
  {
    ...admin,
    method: "post",
    path: "/api/v1/admin/providers/{name}",
    operationId: "switchProvider",
    summary: "Switch a provider off or on",
    params: providerParams,
    body: providerSwitch,
    answer: switchAnswer,
  },
  {
    ...admin,
    method: "post",
    path: "/api/v1/admin/providers/{name}/retry",
    operationId: "retryProvider",
    summary: "Let the next call find out whether what is out of order works again",
    params: providerParams,
    body: reasonRequest,
    answer: retryAnswer,
  },
  {
    ...admin,
    method: "get",
    path: "/api/v1/admin/ledger",
    operationId: "listAudits",
    summary: "What the audits of the ledger found",
    answer: ledgerAudits,
  },
  {
    ...admin,
    method: "post",
    path: "/api/v1/admin/ledger/audit",
    operationId: "auditLedger",
    summary: "Check the books now",
    answer: ledgerAudit,
  },
  {
    ...admin,
    method: "get",
    path: "/api/v1/admin/actions",
    operationId: "listActions",
    summary: "What administrators did, newest first",
    query: actionQuery,
    answer: actionList,
  },
];
