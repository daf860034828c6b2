import type { MaskNotice } from "#lib/client/mask-engine/protocol.ts";
import { notify } from "./notify.ts";

const WORDS: Readonly<Record<MaskNotice, { readonly message: string; readonly description: string }>> = {
  "not-saved": {
    message: "What you mark is not saved",
    description: "This browser's storage is full or switched off. Marks stay until you leave the page.",
  },
  "open-elsewhere": {
    message: "This photo is open in another tab",
    description: "Marks are saved there. What you mark here stays until you leave the page.",
  },
  damaged: {
    message: "Your earlier marks could not be read",
    description: "The mask begins empty. The photo and its edits are not affected.",
  },
  "history-lost": {
    message: "Earlier steps could not be read",
    description: "Undo ends here. What is marked now is kept.",
  },
};

export function tellMaskNotice(notice: MaskNotice): void {
  const { message, description } = WORDS[notice];
  notify("warning", message, { description });
}
