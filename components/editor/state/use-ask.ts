"use client";

import { type Ask, askFor } from "#lib/client/edits/ask.ts";
import { isErasing } from "../patch/erasing.ts";
import { useEditor, useEditorState } from "./editor-context.tsx";
import { regionBounds } from "./run-scope.ts";

/** The next edit as it is set up now, for a component, which is drawn again when anything in it changes. */
export function useAsk(): Ask {
  const { image, mask } = useEditor();
  const wish = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const parentEditId = useEditorState(
    (it) => it.edits,
    (edits) => edits.selected,
  );
  const picture = useBase();
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models,
  );
  const scope = useEditorState(
    (it) => it.run,
    (run) => run.scope,
  );
  const marked = useEditorState(
    (it) => it.maskState,
    (state) => state,
  );
  const maskBounds = isErasing(mask) ? null : regionBounds(marked, scope);
  return askFor({ imageId: image.id, parentEditId, picture, models, maskBounds, wish });
}

/** The picture on the stage: the original, or the version that replaced it. */
export const useBase = () =>
  useEditorState(
    (it) => it.base,
    (state) => state.base,
  );
