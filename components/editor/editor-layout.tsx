"use client";

import { Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import * as v from "valibot";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { readPreference, writePreference } from "#lib/client/preferences.ts";
import { Announcer } from "./announcer.tsx";
import { Comparison } from "./comparison/comparison.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { Inspector } from "./inspector/inspector.tsx";
import { DownloadDialog, ShortcutsDialog, UploadProblem } from "./later/parts.ts";
import { MaskNotices } from "./layers/mask-notices.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { StageArea } from "./stage/stage-area.tsx";
import { useEditor } from "./state/editor-context.tsx";
import { ToolRail } from "./tool-rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useIsWide } from "./use-is-wide.ts";
import { usePanels } from "./use-panels.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const SINGLE_KEYS = "single-keys";

/** Where everything is: around the photo on wide screens, below it within reach of the thumb on phones. */
export function EditorLayout({ email }: { readonly email: string }) {
  const t = useTranslations();
  const isWide = useIsWide();
  const panels = usePanels();
  const [dialog, setDialog] = useState<"download" | "keys" | null>(null);
  const [singleKeys, setSingleKeys] = useState(() => readPreference(SINGLE_KEYS, v.boolean(), true));
  const showKeys = useCallback(() => setDialog("keys"), []);
  useShortcuts(useEditor(), { singleKeys, onHelp: showKeys });
  const close = () => setDialog(null);

  return (
    <div className="fixed inset-0 flex flex-col overscroll-none bg-page">
      <TopBar email={email} panels={isWide ? panels : null} onDownload={() => setDialog("download")} />
      <UploadProblem />
      <div className="flex min-h-0 flex-1">
        {isWide && (
          <div className="flex flex-col justify-between border-line border-e bg-panel">
            <ToolRail orientation="vertical" />
            <div className="p-1.5">
              <IconButton label={t("tools.keys.title")} shortcut="?" tooltipSide="right" onClick={showKeys}>
                <Keyboard aria-hidden="true" />
              </IconButton>
            </div>
          </div>
        )}
        <div className={classNames("flex min-w-0 flex-1 flex-col", !isWide && "landscape:flex-row")}>
          <StageArea isWide={isWide} />
          {isWide ? panels.history && <HistoryPanel /> : <PhoneBar />}
        </div>
        {isWide && panels.inspector && (
          <aside
            aria-label={t("editor.panelTitle")}
            className="flex w-76 shrink-0 flex-col border-line border-s bg-panel"
          >
            <Inspector />
          </aside>
        )}
      </div>
      <Announcer />
      <Comparison />
      <MaskNotices />
      {dialog === "download" && <DownloadDialog onClose={close} />}
      {dialog === "keys" && (
        <ShortcutsDialog
          singleKeys={singleKeys}
          onSingleKeysChange={(on) => {
            writePreference(SINGLE_KEYS, on);
            setSingleKeys(on);
          }}
          onClose={close}
        />
      )}
    </div>
  );
}
