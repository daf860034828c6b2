"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { versionPath } from "#lib/client/edits/history.ts";
import { type Proof, proofOf } from "#lib/client/edits/proof.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";

/** In words what was proven about the pixels an edit was not to touch; null where nothing was. */
export function useProof(edit: Edit | null): { readonly claim: string; readonly detail: string } | null {
  const t = useTranslations("viewing.proof");
  const { image } = useEditor();
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const parentEditId = edit?.parentEditId ?? null;
  const before = useMemo(() => layOut(image, versionPath(edits, parentEditId)).base, [image, edits, parentEditId]);
  const touched = useTouchedPixels(edit);
  const proof = edit && proofOf(edit, before, touched);
  if (!proof) return null;
  const { about, changed, untouched, checked, spreadPixels } = proof;
  const uncounted = about === "photo" ? "photoUncounted" : "maskUncounted";
  return {
    claim: untouched === null ? t(uncounted, { changed }) : t(about, { changed, untouched }),
    detail: about === "colour" ? t("colourDetail", { checked }) : t(DETAILS[about], { checked, spreadPixels }),
  };
}

const DETAILS = { mask: "maskDetail", photo: "photoDetail" } as const satisfies Partial<Record<Proof["about"], string>>;

/** Null until they have been counted, and where they cannot be. */
function useTouchedPixels(edit: Edit | null): number | null {
  const { touchedPixels } = useEditor();
  const [counted, setCounted] = useState<{ readonly editId: string; readonly count: number | null } | null>(null);
  useEffect(() => {
    if (edit?.status !== "succeeded") return;
    let isCurrent = true;
    void touchedPixels.count(edit).then((count) => {
      if (isCurrent) setCounted({ editId: edit.id, count });
    });
    return () => {
      isCurrent = false;
    };
  }, [touchedPixels, edit]);
  return counted && counted.editId === edit?.id ? counted.count : null;
}
