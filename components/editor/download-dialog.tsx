"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Select } from "#components/ui/select.tsx";
import { Slider } from "#components/ui/slider.tsx";
import { exportPath } from "#lib/client/api.ts";
import { type ApiError, asApiError, isAbort } from "#lib/client/api-error.ts";
import { download } from "#lib/client/download.ts";
import { versionPath } from "#lib/client/edits/history.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import { versionNames } from "#lib/client/edits/version-names.ts";
import type { ExportFormat } from "#lib/contracts/image.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";

const FORMATS = ["png", "jpeg", "webp", "avif", "tiff"] as const satisfies readonly ExportFormat[];
const NAMES: Record<ExportFormat, string> = { png: "PNG", jpeg: "JPEG", webp: "WebP", avif: "AVIF", tiff: "TIFF" };
const EXTENSIONS: Record<ExportFormat, string> = { png: "png", jpeg: "jpg", webp: "webp", avif: "avif", tiff: "tif" };
const HAS_QUALITY: readonly ExportFormat[] = ["jpeg", "webp", "avif"];
const ORIGINAL = "original";

type State =
  | { readonly phase: "idle" }
  | { readonly phase: "working"; readonly fraction: number | null }
  | { readonly phase: "failed"; readonly error: ApiError };

export function DownloadDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const inWords = useErrorWords();
  const { image } = useEditor();
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const selected = useEditorState(
    (it) => it.edits,
    (state) => state.selected,
  );
  const versions = useMemo(() => versionNames(t, edits), [t, edits]);
  const [version, setVersion] = useState(selected ?? ORIGINAL);
  const [format, setFormat] = useState<ExportFormat>("png");
  const [quality, setQuality] = useState(92);
  const [state, setState] = useState<State>({ phase: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    const path = exportPath(image.id, version === ORIGINAL ? null : version, format, quality);
    const name = `${image.name.replace(/\.[^.]+$/, "")}.${EXTENSIONS[format]}`;
    try {
      await download(path, name, {
        signal: controller.signal,
        onProgress: (fraction) => setState({ phase: "working", fraction }),
      });
      onClose();
    } catch (error) {
      if (!isAbort(error)) setState({ phase: "failed", error: asApiError(error) });
    }
  };
  const { width, height } = layOut(image, versionPath(edits, version === ORIGINAL ? null : version)).base;
  const isWorking = state.phase === "working";
  const profile = image.colourProfile;
  const formats = FORMATS.map((value) => ({
    value,
    label: NAMES[value],
    description: t(`download.formats.${value}`),
  }));

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("download.title")}
      description={
        profile ? t("download.pixelsAndProfile", { width, height, profile }) : t("download.pixels", { width, height })
      }
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" busy={isWorking} onClick={() => void start()}>
            {isWorking ? t("download.preparing") : t("download.submit", { format: NAMES[format] })}
          </Button>
        </>
      }
    >
      <Field label={t("download.version")}>
        {(control) => (
          <Select {...control} value={version} onValueChange={setVersion} options={versions} disabled={isWorking} />
        )}
      </Field>
      <Field label={t("download.format")}>
        {(control) => (
          <Select {...control} value={format} onValueChange={setFormat} options={formats} disabled={isWorking} />
        )}
      </Field>
      {HAS_QUALITY.includes(format) && (
        <div className="flex flex-col gap-1.5">
          <div className="flex justify-between text-sm">
            <span aria-hidden="true" className="font-medium">
              {t("download.quality")}
            </span>
            <span aria-hidden="true" className="tabular-nums">
              {quality}
            </span>
          </div>
          <Slider
            label={t("download.quality")}
            value={quality}
            onValueChange={setQuality}
            min={1}
            max={100}
            disabled={isWorking}
          />
        </div>
      )}
      <div aria-live="polite" className="empty:-mt-4">
        {isWorking && <Progress label={t("download.preparingFile")} value={state.fraction} />}
        {state.phase === "failed" && <p className="text-danger-text text-sm">{inWords(state.error)}</p>}
      </div>
    </Dialog>
  );
}
