"use client";

import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { Switch } from "#components/ui/switch.tsx";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { STRATEGIES, type Strategy } from "#lib/client/edits/strategy.ts";
import { wordsOfNotice } from "#lib/i18n/notice-words.ts";
import { useEditorState } from "../state/editor-context.tsx";

/** How the model is chosen, which one that is for the edit at hand and why, and what happens when it fails. */
export function AutomaticChoice({ strategy }: { readonly strategy: Strategy }) {
  const t = useTranslations();
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
  const reason = known?.choice
    ? wordsOfNotice(t, "choices", known.choice, models)
    : chosen && { text: chosen.description, lang: chosen.lang };
  const named = STRATEGIES.find(({ value }) => value === strategy);
  const options = STRATEGIES.map(({ value, name }) => ({ value, label: t(`request.strategies.${name}.label`) }));
  return (
    <>
      <ToggleGroup
        label={t("request.chooseBy")}
        value={strategy}
        onValueChange={setModel}
        options={options}
        className="w-full"
      />
      <p aria-live="polite" className="flex gap-2 text-ink-muted text-sm">
        <Sparkles aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {chosen && reason ? (
          <span dir="auto" className="text-start">
            <span className="font-medium text-ink">{chosen.name}</span>
            {". "}
            <span lang={reason.lang}>{reason.text}</span>
          </span>
        ) : (
          named && t(`request.strategies.${named.name}.hint`)
        )}
      </p>
      <Switch
        label={t("request.failover.label")}
        hint={allowFailover ? t("request.failover.hint") : undefined}
        checked={allowFailover}
        onCheckedChange={setFailover}
      />
    </>
  );
}
