"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ApiKey } from "#lib/contracts/keys.ts";

interface KeyListProps {
  readonly keys: readonly ApiKey[];
  readonly onRevoke: (key: ApiKey) => void;
}

/** Each key with what it may do, and when it was used. */
export function KeyList({ keys, onRevoke }: KeyListProps) {
  const t = useTranslations("keys");
  const describe = useKeyDates();
  return (
    <ul className="flex w-full flex-col divide-y divide-line border-line border-b max-md:border-t">
      {keys.map((key) => (
        <li key={key.id} className="flex items-start gap-3 py-2.5 md:first:pt-0">
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <bdi className="wrap-anywhere font-medium">{key.name}</bdi>
              <code dir="ltr" className="text-ink-muted text-sm">
                {key.prefix}…
              </code>
            </p>
            <p className="flex flex-wrap gap-1.5">
              {key.scopes.map((scope) => (
                <Badge key={scope}>{t(`scopes.${scope}.name`)}</Badge>
              ))}
              {isExpired(key) && <Badge tone="danger">{t("expired")}</Badge>}
            </p>
            <p className="text-ink-muted text-sm">{describe(key).join(" · ")}</p>
          </div>
          <Button aria-label={t("revokeOf", { name: key.name })} onClick={() => onRevoke(key)}>
            {t("revoke.open")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

const isExpired = ({ expiresAt }: ApiKey) => expiresAt !== null && new Date(expiresAt) <= new Date();

function useKeyDates(): (key: ApiKey) => string[] {
  const t = useTranslations("keys");
  const format = useFormatter();
  const day = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium" });
  return ({ createdAt, lastUsedAt, expiresAt }) => [
    t("created", { date: day(createdAt) }),
    lastUsedAt === null ? t("neverUsed") : t("lastUsed", { date: day(lastUsedAt) }),
    ...(expiresAt === null ? [] : [t("expires", { date: day(expiresAt) })]),
  ];
}
