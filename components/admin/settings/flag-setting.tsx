"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Switch } from "#components/ui/switch.tsx";
import type { SettingChanges } from "#lib/contracts/admin/settings.ts";
import { ChangeSetting } from "./change-setting.tsx";
import { SettingRow } from "./setting-row.tsx";

interface FlagSettingProps {
  readonly name: "purchases" | "signups" | "freezeOnFraudWarning";
  /** Null where nobody has set it. */
  readonly value: boolean | null;
  readonly fallback: boolean;
  /** The environment variable that the default comes from. */
  readonly variable?: string;
  /** What is to be sent to set it; null takes it back to its default. */
  readonly changeTo: (value: boolean | null) => SettingChanges;
}

export function FlagSetting({ name, value, fallback, variable, changeTo }: FlagSettingProps) {
  const t = useTranslations("admin.settings");
  const label = t(`items.${name}.label`);
  const hint = t(`items.${name}.hint`);
  const now = value ?? fallback;
  // Forgotten as soon as the setting is another one.
  const [chosen, setChosen] = useState({ of: value, to: now });
  const next = chosen.of === value ? chosen.to : now;
  return (
    <SettingRow
      label={label}
      hint={hint}
      value={t(now ? "on" : "off")}
      source={value !== null ? t("set") : variable ? t("byEnvironment", { variable }) : t("byDefault")}
    >
      <ChangeSetting
        label={label}
        hint={hint}
        cleared={value === null ? null : changeTo(null)}
        read={() => changeTo(next)}
      >
        {() => <Switch label={label} checked={next} onCheckedChange={(to) => setChosen({ of: value, to })} />}
      </ChangeSetting>
    </SettingRow>
  );
}
