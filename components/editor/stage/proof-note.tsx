"use client";

import { ShieldCheck } from "lucide-react";
import { useEditorState } from "../state/editor-context.tsx";
import { useProof } from "../use-proof.ts";
import { Note } from "./note.tsx";

/** What was proven about the pixels that the version shown was not to touch. */
export function ProofNote() {
  const edit = useEditorState(
    (it) => it.edits,
    (state) => (state.selected === null ? null : (state.edits.get(state.selected) ?? null)),
  );
  const proof = useProof(edit);
  return (
    proof && (
      <Note>
        <ShieldCheck aria-hidden="true" className="size-4 shrink-0 text-success-text" />
        {proof.claim}
      </Note>
    )
  );
}
