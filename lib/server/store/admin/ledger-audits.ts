import "server-only";
import type { LedgerAudit, LedgerAudits } from "#lib/contracts/admin/ledger.ts";
import { call, callAtLength } from "../../database.ts";
import { toTimestamp } from "../rows.ts";

type Stored<Row extends { readonly createdAt: string }> = Omit<Row, "createdAt"> & { readonly created_at: string };

/** The books of millions of entries are read in a minute or two. */
const AUDIT_MILLIS = 10 * 60_000;

/** Checks the books against themselves, the edits, the lots and the purchases, and keeps what was found. */
export async function runAudit(actor: string): Promise<LedgerAudit> {
  return dated(await callAtLength<Stored<LedgerAudit>>(AUDIT_MILLIS, "run_audit", actor));
}

export async function listAudits(earlier: number): Promise<LedgerAudits> {
  const answer = await call<{
    latest: Stored<LedgerAudit> | null;
    earlier: readonly Stored<LedgerAudits["earlier"][number]>[];
  }>("list_audits", earlier);
  return { latest: answer.latest && dated(answer.latest), earlier: answer.earlier.map((one) => dated(one)) };
}

function dated<Row extends { readonly created_at: string }>({ created_at, ...row }: Row) {
  return { ...row, createdAt: toTimestamp(created_at) };
}
