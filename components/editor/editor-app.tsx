"use client";

import { useLocale, useTranslations } from "next-intl";
import { startTransition, useEffect, useEffectEvent, useState } from "react";
import { PhotoDropzone } from "#components/photos/photo-dropzone.tsx";
import type { LocalPhoto } from "#lib/client/photo/local/local-photo.ts";
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
  /** Null where they are not known yet. */
  readonly tokens: Tokens | null;
  /** The photo as it is open from this device; absent where it came from the server. */
  readonly local?: LocalPhoto;
}

/** Decoded pieces of the photo kept in memory: less where memory is short. */
const BITMAP_BYTES = 224 * 1024 * 1024;
const BITMAP_BYTES_SMALL = 96 * 1024 * 1024;

interface Facts {
  readonly image: ImageWithEdits;
  readonly tokens: Tokens | null;
  readonly local: LocalPhoto | null;
}

/** Give it the image's id as `key`: another image opens another editor. */
export function EditorApp({ image, email, tokens, local }: EditorAppProps) {
  // A page that is refreshed hands in the same facts anew; the open editor knows newer ones.
  const [facts, setFacts] = useState<Facts>({ image, tokens, local: local ?? null });
  const [editor, setEditor] = useState<Editor | null>(null);
  const t = useTranslations();
  const locale = useLocale();
  const wordsNow = useEffectEvent(() => t);

  // Another language is chosen on the open page: the server renders it anew, and the editor goes on with its words.
  useEffect(() => editor?.words.setState({ t }), [editor, t]);
  useEffect(() => void editor?.account.getState().loadModels(locale), [editor, locale]);

  useEffect(() => {
    const isSmall = matchMedia("(max-width: 839px)").matches;
    const opened = createEditor({
      image: facts.image,
      local: facts.local,
      onOtherImage: (other) => setFacts({ image: other, tokens: null, local: null }),
      t: wordsNow(),
      layerColours: layerColourBytes(readStageColours()),
      bitmapBudgetBytes: isSmall ? BITMAP_BYTES_SMALL : BITMAP_BYTES,
    });
    if (facts.tokens) opened.account.setState({ tokens: facts.tokens });
    else void opened.account.getState().refreshTokens();
    // Bit by bit: meanwhile the photo may be decoded, and is shown in the outline.
    startTransition(() => setEditor(opened));
    return () => {
      opened.close();
      setEditor(null);
    };
  }, [facts]);

  if (!editor) return <EditorSkeleton />;
  return (
    <EditorContext value={editor}>
      <PhotoDropzone email={email} demo={false}>
        <EditorLayout email={email} />
      </PhotoDropzone>
    </EditorContext>
  );
}
