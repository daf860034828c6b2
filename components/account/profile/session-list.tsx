"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Session } from "#lib/contracts/profile.ts";
import { deviceOf } from "#lib/domain/device.ts";

interface SessionListProps {
  readonly sessions: readonly Session[];
  readonly onEnd: (session: Session) => void;
}

export function SessionList({ sessions, onEnd }: SessionListProps) {
  const t = useTranslations("profile.sessions");
  const format = useFormatter();
  const nameOf = useDeviceWords();
  const day = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium" });
  const moment = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium", timeStyle: "short" });
  return (
    <ul className="flex w-full flex-col divide-y divide-line border-line border-b max-md:border-t">
      {ownFirst(sessions).map((session) => {
        const { id, createdAt, lastUsedAt, userAgent, isCurrent } = session;
        const device = nameOf(userAgent);
        return (
          <li key={id} className="flex min-h-control items-center gap-3 py-2.5 md:first:pt-0">
            <div className="flex min-w-0 flex-1 flex-col gap-0.5">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{device}</span>
                {isCurrent && <Badge tone="accent">{t("current")}</Badge>}
              </p>
              <p className="text-ink-muted text-sm">
                {t("times", { begun: day(createdAt), used: moment(lastUsedAt) })}
              </p>
            </div>
            {!isCurrent && (
              <Button aria-label={t("endOf", { device })} onClick={() => onEnd(session)}>
                {t("end")}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const ownFirst = (sessions: readonly Session[]) =>
  sessions.toSorted((one, other) => Number(other.isCurrent) - Number(one.isCurrent));

function useDeviceWords(): (userAgent: string | null) => string {
  const t = useTranslations("profile.sessions");
  return (userAgent) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser && system) return t("device", { browser, system });
    return browser ?? system ?? t("unknownDevice");
  };
}
