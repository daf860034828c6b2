import { CircleAlert, CircleCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "#components/admin/data-table.tsx";
import type { LedgerAudit } from "#lib/contracts/admin/ledger.ts";
import { AccountLink } from "../account-link.tsx";
import { AuditActor } from "./audit-actor.tsx";

/** Of one rule at most. */
const SHOWN = 20;

/** What the latest audit found: that all is sound, or which rules are broken, where, and what each of them means. */
export function AuditResult({ audit }: { readonly audit: LedgerAudit }) {
  const t = useTranslations("admin.ledger");
  const format = useFormatter();
  const { broken, actor, createdAt, millis } = audit;
  const when = format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" });
  const Icon = broken.length === 0 ? CircleCheck : CircleAlert;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1 rounded-large border border-line bg-panel p-4">
        <p
          className={`flex items-center gap-2 font-semibold text-lg ${broken.length === 0 ? "text-success-text" : "text-danger-text"}`}
        >
          <Icon aria-hidden="true" className="size-5 shrink-0" />
          {broken.length === 0 ? t("sound") : t("broken", { count: broken.length })}
        </p>
        <p className="text-ink-muted">
          {t("checked", { when, seconds: millis / 1000 })} <AuditActor name={actor} />
        </p>
      </div>
      {[...Map.groupBy(broken, ({ invariant }) => invariant)].map(([invariant, places]) => (
        <BrokenRule key={invariant} name={invariant} places={places} />
      ))}
    </div>
  );
}

interface BrokenRuleProps {
  readonly name: string;
  readonly places: LedgerAudit["broken"];
}

function BrokenRule({ name, places }: BrokenRuleProps) {
  const t = useTranslations("admin.ledger");
  const says = useRuleWords();
  return (
    <section aria-label={says(name)} className="flex flex-col gap-2">
      <h2 className="font-medium">{says(name)}</h2>
      <p className="text-ink-muted text-sm">{t("places", { count: places.length, name })}</p>
      <DataTable
        label={says(name)}
        empty=""
        rows={places.slice(0, SHOWN)}
        keyOf={({ user, detail }) => JSON.stringify([user, detail])}
        columns={[
          {
            key: "account",
            label: t("account"),
            cell: ({ user }) => (user ? <AccountLink id={user} email={null} /> : t("noAccount")),
          },
          {
            key: "detail",
            label: t("detail"),
            cell: ({ detail }) => (
              <code dir="ltr" className="wrap-anywhere font-mono text-sm">
                {Object.entries(detail)
                  .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
                  .join(", ")}
              </code>
            ),
          },
        ]}
      />
    </section>
  );
}

/** Rules may be newer than these words; then their name has to do. */
function useRuleWords(): (name: string) => string {
  const t = useTranslations("admin.ledger.rules");
  return (name) => {
    const key = name as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : name;
  };
}
