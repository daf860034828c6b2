"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AdminSection } from "#components/admin/admin-section.tsx";
import type { SettingsInfo } from "#lib/contracts/admin/settings.ts";
import { CapsSetting } from "./caps-setting.tsx";
import { FlagSetting } from "./flag-setting.tsx";
import { NumberSetting } from "./number-setting.tsx";

interface SettingsListProps {
  readonly info: SettingsInfo;
  /** Those that are billed. */
  readonly providers: readonly { readonly id: string; readonly name: string }[];
}

/** All that can be changed while the server runs. */
export function SettingsList({ info: { settings, defaults }, providers }: SettingsListProps) {
  const feature = (name: "purchases" | "signups") => ({
    name,
    value: settings.features?.[name] ?? null,
    fallback: defaults.features[name],
    changeTo: (value: boolean | null) => {
      const { [name]: _, ...others } = settings.features ?? {};
      const features = value === null ? others : { ...others, [name]: value };
      return { features: Object.keys(features).length === 0 ? null : features };
    },
  });
  const number = (name: Exclude<keyof typeof defaults, "features" | "freezeOnFraudWarning">) => ({
    name,
    value: settings[name],
    fallback: defaults[name],
  });
  return (
    <>
      <Group name="accounts">
        <FlagSetting {...feature("signups")} />
        <NumberSetting {...number("signupTokens")} variable="SIGNUP_TOKENS" />
        <NumberSetting {...number("signupTokenDays")} />
      </Group>
      <Group name="prices">
        <NumberSetting {...number("marginPercent")} />
        <CapsSetting caps={settings.dailySpendCaps} providers={providers} />
      </Group>
      <Group name="purchases">
        <FlagSetting {...feature("purchases")} variable="SHOW_TOKEN_PURCHASE" />
        <FlagSetting
          name="freezeOnFraudWarning"
          value={settings.freezeOnFraudWarning}
          fallback={defaults.freezeOnFraudWarning}
          changeTo={(value) => ({ freezeOnFraudWarning: value })}
        />
      </Group>
      <Group name="limits">
        <NumberSetting {...number("maxConcurrentHolds")} />
        <NumberSetting {...number("adminDailyTokens")} />
      </Group>
    </>
  );
}

interface GroupProps {
  readonly name: "accounts" | "prices" | "purchases" | "limits";
  readonly children: ReactNode;
}

function Group({ name, children }: GroupProps) {
  const t = useTranslations("admin.settings.groups");
  return (
    <AdminSection id={name} title={t(name)}>
      <ul className="divide-y divide-line border-line border-y">{children}</ul>
    </AdminSection>
  );
}
