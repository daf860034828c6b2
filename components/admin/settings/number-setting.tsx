"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { readNumber } from "#lib/client/read-number.ts";
import { type NumberSetting as Name, SETTING_LIMITS } from "#lib/contracts/admin/settings.ts";
import { ChangeSetting } from "./change-setting.tsx";
import { SettingRow } from "./setting-row.tsx";

interface NumberSettingProps {
  readonly name: Name;
  /** Null where nobody has set it. */
  readonly value: number | null;
  /** Null where there is no limit by default. */
  readonly fallback: number | null;
  /** The environment variable that the default comes from. */
  readonly variable?: string;
}

export function NumberSetting({ name, value, fallback, variable }: NumberSettingProps) {
  const t = useTranslations("admin.settings");
  const format = useFormatter();
  const { least, most, isWhole } = SETTING_LIMITS[name];
  const label = t(`items.${name}.label`);
  const hint = t(`items.${name}.hint`);
  const now = value ?? fallback;
  const read = (fields: FormData) => {
    const typed = readNumber(String(fields.get("value")));
    const isRight = typed !== null && typed >= least && typed <= most && (!isWhole || Number.isInteger(typed));
    return isRight ? { [name]: typed } : null;
  };
  return (
    <SettingRow
      label={label}
      hint={hint}
      value={now === null ? t("notAtAll") : t(`items.${name}.value`, { value: now })}
      source={value !== null ? t("set") : variable ? t("byEnvironment", { variable }) : t("byDefault")}
    >
      <ChangeSetting label={label} hint={hint} cleared={value === null ? null : { [name]: null }} read={read}>
        {(isWrong) => (
          <Field
            label={t("newValue")}
            error={isWrong ? t("wrongNumber", { least: format.number(least), most: format.number(most) }) : null}
          >
            {(control) => (
              <Input {...control} name="value" inputMode="decimal" autoComplete="off" defaultValue={now ?? ""} />
            )}
          </Field>
        )}
      </ChangeSetting>
    </SettingRow>
  );
}
