"use client";

import { GitBranch } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { thumbnailPath } from "#lib/client/api.ts";
import type { EditList } from "#lib/client/edits/edit-list.ts";
import { historyOf, versionPath } from "#lib/client/edits/history.ts";
import { editName, resultNames } from "#lib/client/edits/version-names.ts";
import { request } from "#lib/client/http.ts";
import type { PatchFiles } from "#lib/client/photo/picture-source.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { HistoryItem } from "./history-item.tsx";

export interface HistoryStripProps {
  readonly image: Image;
  /** Whether the server has the image, and its thumbnail. */
  readonly isSaved: boolean;
  readonly edits: EditList;
  /** The version on the stage; null is the original. */
  readonly selected: string | null;
  readonly patchFiles: PatchFiles;
  readonly onSelect: (editId: string | null) => void;
  /** Edits that can be asked for again as they were. */
  readonly repeatable: ReadonlySet<string>;
  readonly onRunAgain: (editId: string) => void;
  readonly onReuse: (editId: string) => void;
}

/** The edit tree in one line: the original, then each edit after the version it was made on; branches are marked. */
export function HistoryStrip(props: HistoryStripProps) {
  const t = useTranslations();
  const { image, isSaved, edits, selected, patchFiles, onSelect, repeatable, onRunAgain, onReuse } = props;
  const entries = useMemo(() => historyOf(edits), [edits]);
  const names = useMemo(() => resultNames(t, edits), [t, edits]);
  const original = useThumbnail(isSaved ? image.id : null);
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    const strip = list.current;
    const current = strip?.querySelector("[aria-current]");
    if (strip && current) scrollAcross(strip, current);
    void selected;
  }, [selected]);

  const paths = useMemo(
    () => new Map(entries.map(({ edit }) => [edit.id, versionPath(edits, edit.id)])),
    [entries, edits],
  );

  return (
    <ol ref={list} className="flex items-stretch gap-2 overflow-x-auto p-2">
      <HistoryItem
        image={image}
        original={original}
        edit={null}
        name={t("history.original")}
        path={NO_EDITS}
        patchFiles={patchFiles}
        isSelected={selected === null}
        onSelect={() => onSelect(null)}
      />
      {entries.map(({ edit, branches }) => (
        <HistoryItem
          key={edit.id}
          image={image}
          original={original}
          edit={edit}
          name={names.get(edit.id) ?? editName(t, edit)}
          path={paths.get(edit.id) ?? NO_EDITS}
          patchFiles={patchFiles}
          isSelected={selected === edit.id}
          mark={branches ? <GitBranch aria-label={t("history.branchFrom")} className="size-3.5" /> : null}
          onSelect={() => onSelect(edit.id)}
          onRunAgain={repeatable.has(edit.id) ? () => onRunAgain(edit.id) : undefined}
          onReuse={() => onReuse(edit.id)}
        />
      ))}
    </ol>
  );
}

/** Brings an item into sight by moving the strip alone: what the strip lies in stays where it is. */
function scrollAcross(strip: Element, item: Element): void {
  const seen = strip.getBoundingClientRect();
  const { left, right } = item.getBoundingClientRect();
  strip.scrollLeft += Math.min(0, left - seen.left) + Math.max(0, right - seen.right);
}

const NO_EDITS: readonly Edit[] = [];

function useThumbnail(imageId: string | null): ImageBitmap | null {
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null);
  useEffect(() => {
    if (imageId === null) return;
    const controller = new AbortController();
    const load = async () => {
      const response = await request(thumbnailPath(imageId), {
        headers: { Accept: "image/*" },
        signal: controller.signal,
      });
      const loaded = await createImageBitmap(await response.blob());
      if (controller.signal.aborted) loaded.close();
      else setBitmap(loaded);
    };
    // Without it the frames stay empty; everything else works.
    load().catch(() => undefined);
    return () => controller.abort();
  }, [imageId]);
  return bitmap;
}
