"use client";

import { useEffect, useState } from "react";
import { PhotoDropzone } from "#components/photos/photo-dropzone.tsx";
import type { Tokens } from "#lib/contracts/account.ts";
import type { ImageWithEdits } from "#lib/contracts/image.ts";
import { EditorLayout } from "./editor-layout.tsx";
import { EditorSkeleton } from "./editor-skeleton.tsx";
import { layerColourBytes, readStageColours } from "./stage/stage-colours.ts";
import { createEditor } from "./state/create-editor.ts";
import type { Editor } from "./state/editor.ts";
import { EditorContext } from "./state/editor-context.tsx";

export interface EditorAppProps {
  readonly image: ImageWithEdits;
  readonly email: string;
  readonly tokens: Tokens;
}

/** Decoded pieces of the photo kept in memory: less where memory is short. */
const BITMAP_BYTES = 224 * 1024 * 1024;
const BITMAP_BYTES_SMALL = 96 * 1024 * 1024;

/** Give it the image's id as `key`: another image opens another editor. */
export function EditorApp({ image, email, tokens }: EditorAppProps) {
  // A page that is refreshed hands in the same facts anew; the open editor knows newer ones.
  const [facts] = useState({ image, tokens });
  const [editor, setEditor] = useState<Editor | null>(null);

  useEffect(() => {
    const isSmall = matchMedia("(max-width: 839px)").matches;
    const opened = createEditor({
      image: facts.image,
      layerColours: layerColourBytes(readStageColours()),
      bitmapBudgetBytes: isSmall ? BITMAP_BYTES_SMALL : BITMAP_BYTES,
    });
    opened.account.setState({ tokens: facts.tokens });
    void opened.account.getState().loadModels();
    setEditor(opened);
    return () => {
      opened.close();
      setEditor(null);
    };
  }, [facts]);

  if (!editor) return <EditorSkeleton />;
  return (
    <EditorContext value={editor}>
      <PhotoDropzone signedIn demo={false}>
        <EditorLayout email={email} />
      </PhotoDropzone>
    </EditorContext>
  );
}
