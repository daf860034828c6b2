"use client";

import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { Switch } from "#components/ui/switch.tsx";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { STRATEGIES, type Strategy } from "#lib/client/edits/strategy.ts";
import { useEditorState } from "../state/editor-context.tsx";

/** How the model is chosen, which one that is for the edit at hand and why, and what happens when it fails. */
export function AutomaticChoice({ strategy }: { readonly strategy: Strategy }) {
  const t = useTranslations("request");
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models,
  );
  const { allowFailover, setFailover, setModel, quote } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const known = quote.status === "known" ? quote.quote : null;
  const chosen = models?.find(({ id }) => id === known?.model);
  const named = STRATEGIES.find(({ value }) => value === strategy);
  const options = STRATEGIES.map(({ value, name }) => ({ value, label: t(`strategies.${name}.label`) }));
  return (
    <>
      <ToggleGroup
        label={t("chooseBy")}
        value={strategy}
        onValueChange={setModel}
        options={options}
        className="w-full"
      />
      <p aria-live="polite" className="flex gap-2 text-ink-muted text-sm">
        <Sparkles aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {chosen && known ? (
          <span lang="en" dir="auto" className="text-start">
            <span className="font-medium text-ink">{chosen.name}</span>
            {`. ${known.choice ?? chosen.description}`}
          </span>
        ) : (
          named && t(`strategies.${named.name}.hint`)
        )}
      </p>
      <Switch
        label={t("failover.label")}
        hint={allowFailover ? t("failover.hint") : undefined}
        checked={allowFailover}
        onCheckedChange={setFailover}
      />
    </>
  );
}
