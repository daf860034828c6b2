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
import { useIsSideways } from "./use-is-wide.ts";

/**
 * Everything a thumb needs: tools, their size, and Run. The rest rises as a sheet over the photo when asked for. On a phone
 * on its side it is above the tools, and has their place as well when asked for.
 */
export function PhoneBar() {
  const t = useTranslations("editor");
  const { photoState } = useEditor();
  const isOpen = useEditorState(
    (it) => it.photoState,
    (photo) => photo.isSheetOpen,
  );
  const setIsOpen = (isSheetOpen: boolean) => photoState.setState({ isSheetOpen });
  const isShown = useIsSideways() || isOpen;
  const sheetId = useId();
  useTouchOutside(isOpen, () => setIsOpen(false));
  return (
    <aside
      aria-label={t("phone.bar")}
      className="flex flex-col justify-end border-line bg-panel portrait:border-t landscape:w-88 landscape:border-s"
    >
      <div className={isOpen ? "landscape:hidden" : undefined}>
        <div className="mx-auto flex h-12 w-full max-w-160 items-center gap-1 px-1.5">
          <ToolOptions />
        </div>
        <ToolRail orientation="horizontal" />
      </div>
      <div className="relative landscape:contents">
        <section
          id={sheetId}
          hidden={!isShown}
          aria-label={t("panelTitle")}
          className="portrait:absolute portrait:inset-x-0 portrait:bottom-full portrait:z-20 portrait:max-h-[60dvh] portrait:animate-rise portrait:rounded-t-large portrait:border-t portrait:shadow-overlay landscape:-order-1 landscape:min-h-0 landscape:flex-1 landscape:border-b overflow-y-auto border-line bg-panel"
        >
          {isShown && (
            <>
              <div className="mx-auto flex max-w-160 flex-col gap-5 p-4">
                <InspectorFields />
              </div>
              <HistoryPanel />
            </>
          )}
        </section>
        <div className="flex flex-col gap-2 p-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
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
