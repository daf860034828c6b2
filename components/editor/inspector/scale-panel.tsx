"use client";

import { useTranslations } from "next-intl";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { enlargedSize, FACTORS, reachableFactors } from "#lib/client/edits/enlarge.ts";
import { choosable } from "#lib/client/edits/model-choice.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { useBase } from "../state/use-ask.ts";
import { SizeChange } from "./size-change.tsx";

const NONE: readonly ModelInfo[] = [];

/** How many times larger the photo becomes. Factors out of reach are shown, and why. */
export function ScalePanel() {
  const t = useTranslations("request.scale");
  const picture = useBase();
  const { operation, model, scale, setScale } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models ?? NONE,
  );
  if (operation !== "upscale") return null;
  const reachable = reachableFactors(choosable(models, operation, model), picture);
  const options = FACTORS.map((factor) => ({
    value: String(factor),
    label: `${factor}×`,
    disabled: !reachable.includes(factor),
  }));
  const choose = (value: string) => {
    const factor = FACTORS.find((one) => String(one) === value);
    if (factor) setScale(factor);
  };
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <ToggleGroup
        label={t("title")}
        value={String(scale)}
        onValueChange={choose}
        options={options}
        className="w-full"
      />
      <SizeChange from={picture} to={enlargedSize(picture, scale)} />
      {reachable.length < FACTORS.length && (
        <p className="text-ink-muted text-sm">{t(reachable.length === 0 ? "tooLarge" : "beyond")}</p>
      )}
    </section>
  );
}
