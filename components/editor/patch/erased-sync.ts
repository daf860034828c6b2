import { getErased, setErased } from "#lib/client/api.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Editor } from "../state/editor.ts";

/** How long the hand rests before what it erased is sent. */
const REST_MILLIS = 400;

/**
 * Keeps the mask that is open when it is made and what the server has erased of an edit alike: begins with what is
 * there, then sends what was painted whenever the hand rests.
 */
export class ErasedSync {
  readonly #editor: Editor;
  readonly #edit: Edit;
  readonly #onProblem: (error: ApiError) => void;
  readonly #document: string;
  readonly #unsubscribe: () => void;
  /** The mask as the server has it; null until that has been loaded. */
  #known: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(editor: Editor, edit: Edit, onProblem: (error: ApiError) => void) {
    this.#editor = editor;
    this.#edit = edit;
    this.#onProblem = onProblem;
    this.#document = editor.mask.document;
    this.#unsubscribe = editor.maskState.subscribe(() => this.#rest());
    void this.#begin();
  }

  /** Sends what was painted at once: before the mask is closed. */
  flush(): void {
    clearTimeout(this.#timer);
    const { mask } = this.#editor;
    const { revision } = mask;
    if (mask.document !== this.#document || this.#known === null || revision === this.#known) return;
    this.#known = revision;
    const png = mask.encode();
    // One after the other, so that the last one counts.
    this.#sending = this.#sending.then(async () => {
      try {
        const edit = await setErased(this.#edit.id, await png);
        this.#editor.edits.getState().take([edit]);
        this.#editor.follow(edit);
      } catch (error) {
        this.#onProblem(asApiError(error));
      }
    });
  }

  stop(): void {
    this.#unsubscribe();
    this.flush();
  }

  /** Another tab, or another day: what the server has counts. */
  async #begin(): Promise<void> {
    const { mask } = this.#editor;
    try {
      const { appearance, window } = this.#edit;
      const png = appearance?.erased && window ? await getErased(this.#edit.id) : null;
      if (mask.document !== this.#document) return;
      const taken = png && mask.import({ png, mode: "replace", at: window });
      if (!png) mask.apply({ kind: "clear" });
      const { revision } = mask;
      await taken;
      this.#known = revision;
      // Something may have been painted meanwhile.
      this.#rest();
    } catch (error) {
      this.#onProblem(asApiError(error));
    }
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), REST_MILLIS);
  }
}
