import { changeEdit, getEdit } from "#lib/client/api.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { AppearanceChange } from "#lib/contracts/appearance.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Editor } from "../state/editor.ts";

/** How long a slider rests before its value is sent. */
const REST_MILLIS = 350;

/** Changes how a result is shown: on the page at once, on the server when the hand rests, one request after another. */
export class AppearanceSender {
  readonly #editor: Pick<Editor, "edits" | "follow">;
  readonly #editId: string;
  readonly #onProblem: (error: ApiError) => void;
  #pending: AppearanceChange = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;

  constructor(editor: Pick<Editor, "edits" | "follow">, editId: string, onProblem: (error: ApiError) => void) {
    this.#editor = editor;
    this.#editId = editId;
    this.#onProblem = onProblem;
  }

  change(change: AppearanceChange): void {
    this.#pending = { ...this.#pending, ...change };
    this.#show(this.#editor.edits.getState().edits.get(this.#editId));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), REST_MILLIS);
  }

  /** Sends what is not sent yet. Settles when all of it has been answered. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (Object.keys(this.#pending).length > 0) await this.#send();
  }

  async #send(): Promise<void> {
    const appearance = this.#pending;
    this.#pending = {};
    try {
      const edit = await changeEdit(this.#editId, { appearance });
      this.#show(edit);
      this.#editor.follow(edit);
    } catch (error) {
      // The page goes back to what the server has.
      this.#show((await getEdit(this.#editId).catch(() => undefined)) ?? undefined);
      this.#onProblem(asApiError(error));
    }
  }

  /** The edit with what the server has not been told yet. */
  #show(edit: Edit | undefined): void {
    if (!edit?.appearance) return;
    this.#editor.edits.getState().take([{ ...edit, appearance: Object.assign({}, edit.appearance, this.#pending) }]);
  }
}
