"use client";

import { useTranslations } from "next-intl";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { saveFile } from "#lib/client/download.ts";
import { type EditorLayer, MAX_NAME_CHARACTERS } from "#lib/client/layers/layer-meta.ts";
import { useEditor } from "../state/editor-context.tsx";
import { addLayer } from "../state/layer-commands.ts";
import { notify } from "../state/notify.ts";

interface MaskFiles {
  /** Hands the layer's mask, as its settings make it, to the browser's downloads: an 8-bit grey PNG, white = marked. */
  exportMask(layer: EditorLayer, name: string): Promise<void>;
  /** Makes a new layer of a PNG of the picture's size, white = marked. */
  importMask(png: Blob, name: string): Promise<void>;
}

export function useMaskFiles(): MaskFiles {
  const t = useTranslations("layers");
  const inWords = useErrorWords();
  const editor = useEditor();
  const tell = (message: string, error: unknown) =>
    notify("error", message, { description: inWords(asApiError(error)) });
  return {
    exportMask: async ({ id }, name) => {
      try {
        const photo = editor.image.name.replace(/\.\w+$/, "");
        saveFile(await editor.mask.encode([id]), `${photo} ${name}.png`);
      } catch (error) {
        tell(t("notExported"), error);
      }
    },
    importMask: async (png, name) => {
      const { mask } = editor;
      addLayer(editor, { name: name.slice(0, MAX_NAME_CHARACTERS) || null });
      const taken = mask.import({ png, mode: "replace", at: null });
      const { revision } = mask;
      try {
        await taken;
      } catch (error) {
        // The layer made for it has nothing on it.
        if (mask.revision === revision) mask.undo();
        tell(t("notImported"), error);
      }
    },
  };
}
