"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuItem } from "#components/ui/menu-entry.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";
import type { Tool, ToolId } from "./tools/tool.ts";
import { useKeyLabels } from "./use-key-labels.ts";

interface ToolGroupProps {
  readonly tools: readonly Tool[];
  readonly side: "right" | "top";
}

/** Tools that share one place: pressing it takes up the one used last, pressing it again shows the others. */
export function ToolGroup({ tools, side }: ToolGroupProps) {
  const t = useTranslations("tools");
  const keyOf = useKeyLabels();
  const { choose } = useEditor().tools.getState();
  const toolId = useEditorState(
    (it) => it.tools,
    (state) => state.toolId,
  );
  const [lastId, setLastId] = useState<ToolId | null>(null);
  const chosen = tools.find(({ id }) => id === toolId);
  if (chosen && chosen.id !== lastId) setLastId(chosen.id);
  const shown = chosen ?? tools.find(({ id }) => id === lastId) ?? tools[0];
  if (!shown) return null;
  /** Keeps the menu closed, which only the chosen tool opens. */
  const takeUp = (event: PointerEvent | KeyboardEvent) => {
    if (chosen) return;
    event.preventDefault();
    choose(shown.id);
  };
  const entryOf = (tool: Tool): MenuItem => ({
    kind: "item",
    label: t(`names.${tool.id}`),
    icon: <tool.icon aria-hidden="true" />,
    shortcut: keyOf(tool.id),
    onSelect: () => choose(tool.id),
  });
  return (
    <Menu
      side={side}
      align="start"
      groups={[tools.map(entryOf)]}
      trigger={
        <IconButton
          label={t(`names.${shown.id}`)}
          shortcut={keyOf(shown.id)}
          pressed={chosen !== undefined}
          tooltipSide={side}
          className="relative after:absolute after:end-1 after:bottom-1 after:size-1 after:rounded-full after:bg-current"
          onPointerDown={takeUp}
          onClick={() => choose(shown.id)}
          onKeyDown={(event) => {
            if (event.key === "Enter" || event.key === " ") takeUp(event);
          }}
        >
          <shown.icon aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
