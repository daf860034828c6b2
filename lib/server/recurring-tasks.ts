import "server-only";
import type { TaskList } from "graphile-worker";
import { log } from "./log.ts";
import { runAudit } from "./store/admin/ledger-audits.ts";
import { forgetLimitHits } from "./store/admin/limits.ts";
import { refreshFigures } from "./store/admin/overview.ts";
import { sweepPayments } from "./stripe/sweep-payments.ts";

/** When they run, in UTC; each time in one worker, however many there are. */
export const CRONTAB = [
  "*/10 * * * * sweep_payments",
  "*/10 * * * * refresh_figures",
  "23 3 * * * audit_ledger",
  "41 3 * * * forget_limit_hits",
].join("\n");

/** What nobody asks for and must be done all the same. */
export const RECURRING_TASKS: TaskList = {
  sweep_payments: () => sweepPayments(),
  refresh_figures: () => refreshFigures(),
  forget_limit_hits: () => forgetLimitHits(),
  audit_ledger: async () => {
    const { broken } = await runAudit("system");
    if (broken.length > 0) log.error({ alert: "ledger", broken }, "the ledger breaks its own rules");
    else log.info("the ledger is sound");
  },
};
