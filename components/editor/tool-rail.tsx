"use client";

import { useTranslations } from "next-intl";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useEditor, useEditorState } from "./state/editor-context.tsx";
import { ToolGroup } from "./tool-group.tsx";
import { TOOLS, toolGroups } from "./tools/index.ts";
import type { Tool } from "./tools/tool.ts";
import { useIsRoomy, useIsTall } from "./use-is-wide.ts";
import { useKeyLabels } from "./use-key-labels.ts";

/** Every tool, or one of each group where there is not room for all. */
export function ToolRail({ orientation }: { readonly orientation: "vertical" | "horizontal" }) {
  const t = useTranslations("tools");
  const isVertical = orientation === "vertical";
  const [isTall, isRoomy] = [useIsTall(), useIsRoomy()];
  const showsAll = isVertical ? isTall : isRoomy;
  const side = isVertical ? "right" : "top";
  return (
    <section
      aria-label={t("title")}
      className={classNames(
        "flex gap-1",
        isVertical ? "flex-col p-1.5" : "mx-auto w-full max-w-160 justify-between px-1",
      )}
    >
      {showsAll
        ? TOOLS.map((tool) => <ToolButton key={tool.id} tool={tool} side={side} />)
        : toolGroups().map((tools) => {
            const [only, ...others] = tools;
            if (only && others.length === 0) return <ToolButton key={only.id} tool={only} side={side} />;
            return <ToolGroup key={tools[0]?.group} tools={tools} side={side} />;
          })}
    </section>
  );
}

function ToolButton({ tool, side }: { readonly tool: Tool; readonly side: "right" | "top" }) {
  const t = useTranslations("tools");
  const keyOf = useKeyLabels();
  const { choose } = useEditor().tools.getState();
  const isChosen = useEditorState(
    (it) => it.tools,
    (tools) => tools.toolId === tool.id,
  );
  return (
    <IconButton
      label={t(`names.${tool.id}`)}
      shortcut={keyOf(tool.id)}
      pressed={isChosen}
      tooltipSide={side}
      onClick={() => choose(tool.id)}
    >
      <tool.icon aria-hidden="true" />
    </IconButton>
  );
}
