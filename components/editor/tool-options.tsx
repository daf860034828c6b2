"use client";

import { ScanEye, Trash2 } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Slider } from "#components/ui/slider.tsx";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { SIZE_STEPS, sizeAtStep, stepOfSize } from "#lib/client/mask-engine/brush-size.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";
import { toolById } from "./tools/index.ts";

const STRENGTHS = [
  { value: "hidden", label: "Hidden" },
  { value: "light", label: "Light" },
  { value: "medium", label: "Medium" },
  { value: "strong", label: "Strong" },
] as const;

const MODES = [
  { value: "add", label: "Mark" },
  { value: "subtract", label: "Unmark" },
] as const;

/** What can be set for the chosen tool, and how the mask is shown. */
export function ToolOptions() {
  const { mask } = useEditor();
  const { settings, hint } = toolById(
    useEditorState(
      (it) => it.tools,
      (tools) => tools.toolId,
    ),
  );
  const strength = useEditorState(
    (it) => it.tools,
    (tools) => tools.maskStrength,
  );
  const setStrength = useEditorState(
    (it) => it.tools,
    (tools) => tools.setMaskStrength,
  );
  const isMarked = useEditorState(
    (it) => it.maskState,
    (state) => state.pixels > 0,
  );
  return (
    <>
      {settings.includes("size") && <SizeOption />}
      {settings.includes("mode") && <ModeOption />}
      {settings.length === 0 && <p className="min-w-0 flex-1 truncate px-2 text-ink-muted text-sm">{hint}</p>}
      <span aria-hidden="true" className="h-5 w-px shrink-0 bg-line" />
      <DropdownMenu>
        <DropdownMenuTrigger>
          <IconButton label="How the mask is shown" size="small">
            <ScanEye aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="center">
          <DropdownMenuRadioGroup label="Mask" value={strength} onValueChange={setStrength} options={STRENGTHS} />
        </DropdownMenuContent>
      </DropdownMenu>
      <IconButton
        label="Clear the mask"
        size="small"
        disabled={!isMarked}
        onClick={() => mask.apply({ kind: "clear" })}
      >
        <Trash2 aria-hidden="true" />
      </IconButton>
    </>
  );
}

function SizeOption() {
  const size = useEditorState(
    (it) => it.tools,
    (tools) => tools.size,
  );
  const largest = useEditorState(
    (it) => it.tools,
    (tools) => tools.largest,
  );
  const setSize = useEditorState(
    (it) => it.tools,
    (tools) => tools.setSize,
  );
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 px-2">
      <span aria-hidden="true" className="text-ink-muted text-sm">
        Size
      </span>
      <Slider
        label="Brush size"
        value={stepOfSize(size, largest)}
        onValueChange={(step) => setSize(sizeAtStep(step, largest))}
        min={0}
        max={SIZE_STEPS}
        valueText={`${size} pixels`}
        className="w-36 shrink"
      />
      <span aria-hidden="true" className="w-16 shrink-0 whitespace-nowrap text-right text-sm tabular-nums">
        {size.toLocaleString("en")} px
      </span>
    </div>
  );
}

function ModeOption() {
  const mode = useEditorState(
    (it) => it.tools,
    (tools) => tools.mode,
  );
  const setMode = useEditorState(
    (it) => it.tools,
    (tools) => tools.setMode,
  );
  return <ToggleGroup label="What the tool does" value={mode} onValueChange={setMode} options={MODES} />;
}
