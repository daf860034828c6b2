"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { Menu } from "#components/ui/menu.tsx";
import { menuChoice } from "#components/ui/menu-entry.ts";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { maskUse, operationsOf } from "#lib/client/edits/model-choice.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import type { Operation } from "#lib/domain/operation.ts";
import { useEditorState } from "../state/editor-context.tsx";

/** In sight always; what else the models can do is in the menu beside them. */
const MAIN = ["erase", "inpaint"] as const satisfies Operation[];
const isMain = (operation: Operation): operation is (typeof MAIN)[number] => MAIN.some((one) => one === operation);
const NONE: readonly ModelInfo[] = [];

export function OperationPicker() {
  const t = useTranslations();
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models ?? NONE,
  );
  const { operation, model, setOperation } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const more = useMemo(() => operationsOf(models).filter((one) => !isMain(one)), [models]);
  return (
    <section aria-label={t("request.whatToDo")} className="flex flex-col gap-2">
      <div className="flex gap-1.5">
        <ToggleGroup
          label={t("request.whatToDo")}
          value={isMain(operation) ? operation : null}
          onValueChange={setOperation}
          options={MAIN.map((value) => ({ value, label: t(`operations.${value}.label`) }))}
          className="min-w-0 flex-1"
        />
        {more.length > 0 && <MoreOperations operation={operation} more={more} onChoose={setOperation} />}
      </div>
      <p className="text-ink-muted text-sm">
        {t(`operations.${operation}.hint`)}{" "}
        {maskUse(models, operation, model) === "optional" && t("request.maskOptional")}
      </p>
    </section>
  );
}

interface MoreProps {
  readonly operation: Operation;
  readonly more: readonly Operation[];
  readonly onChoose: (operation: Operation) => void;
}

function MoreOperations({ operation, more, onChoose }: MoreProps) {
  const t = useTranslations();
  const isChosen = !isMain(operation);
  const chosen = t(`operations.${operation}.label`);
  const options = more.map((value) => ({
    value,
    label: t(`operations.${value}.label`),
    description: t(`operations.${value}.hint`),
  }));
  return (
    <Menu
      groups={[[menuChoice({ label: t("request.moreToDo"), value: operation, options, onChoose })]]}
      trigger={
        <button
          type="button"
          aria-label={isChosen ? t("request.moreChosen", { operation: chosen }) : t("request.more")}
          className={classNames(
            "flex min-w-0 max-w-36 items-center gap-1 rounded-medium px-2.5 font-medium text-sm transition-colors",
            isChosen ? "bg-accent-soft text-accent-text" : "bg-control text-ink-muted hover:text-ink",
          )}
        >
          <span className="truncate">{isChosen ? chosen : t("request.more")}</span>
          <ChevronDown aria-hidden="true" className="size-4 shrink-0" />
        </button>
      }
    />
  );
}
