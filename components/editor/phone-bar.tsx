"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useId } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { InspectorFields } from "./inspector/inspector.tsx";
import { RunButton } from "./inspector/run-panel.tsx";
import { RunProblem } from "./inspector/run-problem.tsx";
import { useEditor, useEditorState } from "./state/editor-context.tsx";
import { ToolOptions } from "./tool-options.tsx";
import { ToolRail } from "./tool-rail.tsx";

/** Everything a thumb needs: tools, their size, and Run. The rest rises as a sheet over the photo when asked for. */
export function PhoneBar() {
  const t = useTranslations("editor");
  const { photoState } = useEditor();
  const isOpen = useEditorState(
    (it) => it.photoState,
    (photo) => photo.isSheetOpen,
  );
  const setIsOpen = (isSheetOpen: boolean) => photoState.setState({ isSheetOpen });
  const sheetId = useId();
  useTouchOutside(isOpen, () => setIsOpen(false));
  return (
    <aside
      aria-label={t("phone.bar")}
      className="flex flex-col justify-end border-line bg-panel portrait:border-t landscape:w-88 landscape:border-s"
    >
      <div className="mx-auto flex h-12 w-full max-w-160 items-center gap-1 px-1.5">
        <ToolOptions />
      </div>
      <ToolRail orientation="horizontal" />
      <div className="relative flex flex-col gap-2 p-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
        <section
          id={sheetId}
          hidden={!isOpen}
          aria-label={t("panelTitle")}
          className="absolute inset-x-0 bottom-full z-20 max-h-[60dvh] animate-rise landscape:max-h-[calc(100dvh-8rem)] overflow-y-auto rounded-t-large border-line border-t bg-panel shadow-overlay"
        >
          {isOpen && (
            <>
              <div className="mx-auto flex max-w-160 flex-col gap-5 p-4">
                <InspectorFields />
              </div>
              <HistoryPanel />
            </>
          )}
        </section>
        <RunProblem />
        <div className="mx-auto flex w-full max-w-160 items-center gap-2">
          <IconButton
            label={t("phone.sheet")}
            tooltipSide="top"
            aria-expanded={isOpen}
            aria-controls={sheetId}
            pressed={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            className="size-control-large"
          >
            <SlidersHorizontal aria-hidden="true" />
          </IconButton>
          <div className="min-w-0 flex-1">
            <RunButton />
          </div>
        </div>
      </div>
    </aside>
  );
}

/** Whoever goes on with the photo is done with the sheet. */
function useTouchOutside(isOpen: boolean, close: () => void): void {
  const onPointerDown = useEffectEvent((event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest("main")) close();
  });
  useEffect(() => {
    if (!isOpen) return;
    const listen = (event: PointerEvent) => onPointerDown(event);
    document.addEventListener("pointerdown", listen);
    return () => document.removeEventListener("pointerdown", listen);
  }, [isOpen]);
}
