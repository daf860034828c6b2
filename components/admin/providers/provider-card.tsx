import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ReasonButton } from "#components/admin/reason-button.tsx";
import { useUsd } from "#components/admin/use-usd.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { ProviderState } from "#lib/contracts/admin/providers.ts";
import { marginOf } from "#lib/domain/margin.ts";

/** A provider that is set up: how it does, what it costs and earns, and what can be done about it. */
export function ProviderCard({ state }: { readonly state: ProviderState }) {
  const t = useTranslations("admin.providers");
  const format = useFormatter();
  const usd = useUsd();
  const { id, name, isOn, outages, running, waiting, maxConcurrent, spend, earned, calls } = state;
  const margin = marginOf(earned.tokens, spend.days30);
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: "short", timeStyle: "short" });
  const path = `/api/v1/admin/providers/${id}`;
  return (
    <li className="flex flex-col gap-4 rounded-large border border-line bg-panel p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="font-semibold text-lg">
            <bdi>{name}</bdi>
          </h2>
          <State state={state} />
        </div>
        <div className="flex flex-wrap gap-2">
          {outages.length > 0 && (
            <ReasonButton
              label={t("retry.label")}
              fullLabel={t("labelOf", { action: t("retry.label"), provider: name })}
              title={t("retry.title", { provider: name })}
              description={t("retry.description")}
              confirmLabel={t("retry.label")}
              done={t("retry.done", { provider: name })}
              path={`${path}/retry`}
            />
          )}
          <ReasonButton
            label={t(isOn ? "switchOff.label" : "switchOn.label")}
            fullLabel={t("labelOf", { action: t(isOn ? "switchOff.label" : "switchOn.label"), provider: name })}
            title={t(isOn ? "switchOff.title" : "switchOn.title", { provider: name })}
            description={t(isOn ? "switchOff.description" : "switchOn.description")}
            confirmLabel={t(isOn ? "switchOff.label" : "switchOn.label")}
            done={t(isOn ? "switchOff.done" : "switchOn.done", { provider: name })}
            path={path}
            body={{ isOn: !isOn }}
            isDangerous={isOn}
          />
        </div>
      </div>
      {outages.length > 0 && (
        <ul className="flex flex-col gap-1 text-sm">
          {outages.map(({ subject, code, until }) => (
            <li key={subject}>{t("outage", { subject, code, until: at(until) })}</li>
          ))}
        </ul>
      )}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 tabular-nums sm:grid-cols-3 xl:grid-cols-6">
        <Fact label={t("facts.calls")}>
          {maxConcurrent === null ? t("noGate") : t("running", { running, most: maxConcurrent, waiting })}
        </Fact>
        <Fact label={t("facts.today")}>
          {spend.cap === null ? usd(spend.today) : t("ofCap", { spent: usd(spend.today), cap: usd(spend.cap) })}
        </Fact>
        <Fact label={t("facts.month")}>{usd(spend.days30)}</Fact>
        <Fact label={t("facts.earned")}>{t("tokens", { count: earned.tokens })}</Fact>
        <Fact label={t("facts.margin")}>
          {margin === null ? t("none") : format.number(margin, { style: "percent", maximumFractionDigits: 0 })}
        </Fact>
        <Fact label={t("facts.failures")}>
          {t("failures", { failures: calls.failures, calls: calls.count })}
          {calls.lastErrorCode && calls.lastErrorAt && (
            <span className="block text-ink-muted text-sm">
              {t("lastError", { code: calls.lastErrorCode, at: at(calls.lastErrorAt) })}
            </span>
          )}
        </Fact>
      </dl>
    </li>
  );
}

function State({ state: { isOn, cappedUntil, outages } }: { readonly state: ProviderState }) {
  const t = useTranslations("admin.providers.states");
  const format = useFormatter();
  if (!isOn) return <Badge tone="danger">{t("off")}</Badge>;
  if (cappedUntil) {
    const until = format.dateTime(new Date(cappedUntil), { timeStyle: "short", timeZone: "UTC" });
    return <Badge tone="warning">{t("capped", { until })}</Badge>;
  }
  if (outages.length > 0) return <Badge tone="warning">{t("out")}</Badge>;
  return <Badge tone="success">{t("on")}</Badge>;
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-ink-muted text-sm">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
