"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useUsd } from "#components/admin/use-usd.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { readNumber } from "#lib/client/read-number.ts";
import { ChangeSetting } from "./change-setting.tsx";
import { SettingRow } from "./setting-row.tsx";

const MICRO = 1_000_000;
const MOST_USD = 1_000_000;

interface CapsSettingProps {
  /** Micro-USD a day, by provider; null where there are none. */
  readonly caps: Readonly<Record<string, number>> | null;
  /** Those that are billed, in the order of the picker. */
  readonly providers: readonly { readonly id: string; readonly name: string }[];
}

/** What each provider may cost in a day. */
export function CapsSetting({ caps, providers }: CapsSettingProps) {
  const t = useTranslations("admin.settings");
  const format = useFormatter();
  const usd = useUsd();
  const label = t("items.dailySpendCaps.label");
  const hint = t("items.dailySpendCaps.hint");
  const set = providers.filter(({ id }) => caps?.[id] !== undefined);
  return (
    <SettingRow
      label={label}
      hint={hint}
      value={
        set.length === 0 ? (
          t("never")
        ) : (
          <ul>
            {set.map(({ id, name }) => (
              <li key={id}>
                <bdi>{name}</bdi>: {usd(caps?.[id] ?? 0)}
              </li>
            ))}
          </ul>
        )
      }
      source={caps ? t("set") : t("byDefault")}
    >
      <ChangeSetting
        label={label}
        hint={hint}
        cleared={caps ? { dailySpendCaps: null } : null}
        read={(fields) => readCaps(fields, providers)}
      >
        {(isWrong) => (
          <div className="grid items-end gap-3 sm:grid-cols-2">
            {providers.map(({ id, name }, index) => (
              <Field
                key={id}
                label={t("capOf", { provider: name })}
                error={isWrong && index === 0 ? t("wrongNumber", { least: "0", most: format.number(MOST_USD) }) : null}
              >
                {(control) => (
                  <Input
                    {...control}
                    name={id}
                    inputMode="decimal"
                    autoComplete="off"
                    placeholder={t("never")}
                    defaultValue={caps?.[id] === undefined ? "" : caps[id] / MICRO}
                  />
                )}
              </Field>
            ))}
          </div>
        )}
      </ChangeSetting>
    </SettingRow>
  );
}

/** An empty field is no cap; null where one holds no amount. */
function readCaps(fields: FormData, providers: CapsSettingProps["providers"]) {
  const typed = providers
    .map(({ id }) => [id, String(fields.get(id)).trim()] as const)
    .filter(([, text]) => text !== "")
    .map(([id, text]) => [id, readNumber(text)] as const);
  if (typed.some(([, usd]) => usd === null || usd > MOST_USD)) return null;
  return { dailySpendCaps: Object.fromEntries(typed.map(([id, usd]) => [id, Math.round((usd ?? 0) * MICRO)])) };
}
