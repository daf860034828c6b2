"use client";

import { ArrowLeft, Download, GitCompareArrows, ImagePlus, PanelBottom, PanelRight, Redo2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { AccountMenu } from "#components/account/account-menu.tsx";
import { usePhotoSource } from "#components/photos/photo-dropzone.tsx";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { WarmLink } from "#components/ui/warm-link.tsx";
import { TokensLeft } from "./inspector/run-panel.tsx";
import { UploadStatus } from "./later/parts.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";
import { useBase } from "./state/use-ask.ts";
import { useIsSaved } from "./state/use-is-saved.ts";
import { useKeyLabels } from "./use-key-labels.ts";
import type { Panels } from "./use-panels.ts";

interface TopBarProps {
  readonly email: string;
  /** Null where panels cannot be folded away. */
  readonly panels: Panels | null;
  readonly onDownload: () => void;
}

export function TopBar({ email, panels, onDownload }: TopBarProps) {
  const t = useTranslations("editor");
  const ofViewing = useTranslations("viewing");
  const ofAll = useTranslations("common");
  const { image, mask, compare } = useEditor();
  const { pick } = usePhotoSource();
  const keyOf = useKeyLabels();
  const base = useBase();
  const canUndo = useEditorState(
    (it) => it.maskState,
    (state) => state.canUndo,
  );
  const canRedo = useEditorState(
    (it) => it.maskState,
    (state) => state.canRedo,
  );
  const isComparing = useEditorState(
    (it) => it.compare,
    (state) => state.mode !== "off",
  );
  const canCompare = useEditorState(
    (it) => it.edits,
    (state) => state.selected !== null,
  );
  const isSaved = useIsSaved();
  const isWide = panels !== null;
  return (
    <header className="flex items-center gap-1 border-line max-sm:gap-0 border-b bg-panel px-1.5 py-1 pt-[max(0.25rem,env(safe-area-inset-top))]">
      <Button asChild variant="ghost" className="px-2.5">
        <WarmLink href="/photos" aria-label={t("back")}>
          <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
        </WarmLink>
      </Button>
      <div className="flex min-w-0 flex-1 items-baseline gap-2 px-1">
        <h1 dir="auto" className={isWide ? "truncate font-medium text-base" : "sr-only"}>
          {image.name}
        </h1>
        <span className={classNames("text-ink-muted tabular-nums", isWide ? "shrink-0 text-sm" : "text-xs")}>
          {isWide ? <bdi dir="ltr">{ofAll("size", { width: base.width, height: base.height })}</bdi> : <TokensLeft />}
        </span>
      </div>
      <UploadStatus />
      <IconButton label={t("undo")} shortcut={keyOf("undo")} disabled={!canUndo} onClick={() => mask.undo()}>
        <Undo2 aria-hidden="true" className="rtl:-scale-x-100" />
      </IconButton>
      <IconButton label={t("redo")} shortcut={keyOf("redo")} disabled={!canRedo} onClick={() => mask.redo()}>
        <Redo2 aria-hidden="true" className="rtl:-scale-x-100" />
      </IconButton>
      <IconButton
        label={ofViewing("compare")}
        shortcut={keyOf("compare")}
        pressed={isComparing}
        disabled={!canCompare}
        onClick={() => compare.getState().toggle()}
      >
        <GitCompareArrows aria-hidden="true" />
      </IconButton>
      {panels && (
        <>
          <Divider />
          <IconButton label={t("versions")} aria-expanded={panels.history} onClick={() => panels.toggle("history")}>
            <PanelBottom aria-hidden="true" />
          </IconButton>
          <IconButton label={t("panel")} aria-expanded={panels.inspector} onClick={() => panels.toggle("inspector")}>
            <PanelRight aria-hidden="true" className="rtl:-scale-x-100" />
          </IconButton>
        </>
      )}
      <Divider />
      {isWide && (
        <IconButton label={t("openAnother")} onClick={pick}>
          <ImagePlus aria-hidden="true" />
        </IconButton>
      )}
      {isWide ? (
        <Button disabled={!isSaved} onClick={onDownload}>
          <Download aria-hidden="true" />
          {t("download")}
        </Button>
      ) : (
        <IconButton label={t("download")} disabled={!isSaved} onClick={onDownload}>
          <Download aria-hidden="true" />
        </IconButton>
      )}
      <AccountMenu email={email} />
    </header>
  );
}

const Divider = () => <span aria-hidden="true" className="mx-1 h-5 w-px bg-line max-sm:hidden" />;
