"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Select } from "#components/ui/select.tsx";
import { Slider } from "#components/ui/slider.tsx";
import { exportPath } from "#lib/client/api.ts";
import { asApiError, isAbort } from "#lib/client/api-error.ts";
import { download } from "#lib/client/download.ts";
import { versionPath } from "#lib/client/edits/history.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import { versionNames } from "#lib/client/edits/version-names.ts";
import type { ExportFormat } from "#lib/contracts/image.ts";
import { inPixels } from "./inspector/size-change.tsx";
import { useEditor, useEditorState } from "./state/editor-context.tsx";

const FORMATS = [
  { value: "png", label: "PNG", description: "Exact pixels, larger file" },
  { value: "jpeg", label: "JPEG", description: "Small, opens everywhere" },
  { value: "webp", label: "WebP", description: "Smaller than JPEG" },
  { value: "avif", label: "AVIF", description: "Smallest, takes longer" },
  { value: "tiff", label: "TIFF", description: "Exact pixels, for print and archives" },
] as const satisfies readonly { value: ExportFormat; label: string; description: string }[];

const EXTENSIONS: Record<ExportFormat, string> = { png: "png", jpeg: "jpg", webp: "webp", avif: "avif", tiff: "tif" };
const HAS_QUALITY: readonly ExportFormat[] = ["jpeg", "webp", "avif"];
const ORIGINAL = "original";

type State =
  | { readonly phase: "idle" }
  | { readonly phase: "working"; readonly fraction: number | null }
  | { readonly phase: "failed"; readonly message: string };

export function DownloadDialog({ onClose }: { readonly onClose: () => void }) {
  const { image } = useEditor();
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const selected = useEditorState(
    (it) => it.edits,
    (state) => state.selected,
  );
  const versions = useMemo(() => versionNames(edits), [edits]);
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
      if (!isAbort(error)) setState({ phase: "failed", message: asApiError(error).message });
    }
  };
  const size = layOut(image, versionPath(edits, version === ORIGINAL ? null : version)).base;
  const isWorking = state.phase === "working";
  const label = FORMATS.find((one) => one.value === format)?.label;

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Download"
      description={`${inPixels(size)} pixels${image.colourProfile ? `, colour profile ${image.colourProfile}` : ""}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={isWorking} onClick={() => void start()}>
            {isWorking ? "Preparing" : `Download ${label}`}
          </Button>
        </>
      }
    >
      <Field label="Version">
        {(control) => (
          <Select {...control} value={version} onValueChange={setVersion} options={versions} disabled={isWorking} />
        )}
      </Field>
      <Field label="Format">
        {(control) => (
          <Select {...control} value={format} onValueChange={setFormat} options={FORMATS} disabled={isWorking} />
        )}
      </Field>
      {HAS_QUALITY.includes(format) && (
        <div className="flex flex-col gap-1.5">
          <div className="flex justify-between text-sm">
            <span aria-hidden="true" className="font-medium">
              Quality
            </span>
            <span aria-hidden="true" className="tabular-nums">
              {quality}
            </span>
          </div>
          <Slider label="Quality" value={quality} onValueChange={setQuality} min={1} max={100} disabled={isWorking} />
        </div>
      )}
      <div aria-live="polite">
        {isWorking && <Progress label="Preparing the file" value={state.fraction} />}
        {state.phase === "failed" && <p className="text-danger-text text-sm">{state.message}</p>}
      </div>
    </Dialog>
  );
}
