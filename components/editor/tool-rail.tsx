"use client";

import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useEditorState } from "./state/editor-context.tsx";
import { TOOLS } from "./tools/index.ts";

export function ToolRail({ orientation }: { readonly orientation: "vertical" | "horizontal" }) {
  const toolId = useEditorState(
    (it) => it.tools,
    (tools) => tools.toolId,
  );
  const choose = useEditorState(
    (it) => it.tools,
    (tools) => tools.choose,
  );
  const isVertical = orientation === "vertical";
  return (
    <section
      aria-label="Tools"
      className={classNames("flex gap-1", isVertical ? "flex-col p-1.5" : "justify-between px-1")}
    >
      {TOOLS.map((tool) => (
        <IconButton
          key={tool.id}
          label={tool.label}
          shortcut={tool.shortcut}
          pressed={tool.id === toolId}
          tooltipSide={isVertical ? "right" : "top"}
          onClick={() => choose(tool.id)}
        >
          <tool.icon aria-hidden="true" />
        </IconButton>
      ))}
    </section>
  );
}
