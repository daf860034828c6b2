import type { Edit } from "#lib/contracts/edit.ts";
import { type ApiError, asApiError } from "../api-error.ts";
import { followEdit, isSettled } from "../events.ts";

interface FollowersOptions {
  readonly onEdit: (edit: Edit) => void;
  /** True while the server cannot be reached. */
  readonly onLost: (lost: boolean) => void;
  /** The edit cannot be followed at all: signed out, or gone. */
  readonly onRefused: (error: ApiError) => void;
}

/** Follows every edit that has not ended or is being blended anew, each once, for as long as the editor is open. */
export class Followers {
  readonly #options: FollowersOptions;
  readonly #followed = new Set<string>();
  readonly #stop = new AbortController();

  constructor(options: FollowersOptions) {
    this.#options = options;
  }

  follow(edit: Pick<Edit, "id" | "status" | "appearance">): void {
    if (isSettled(edit) || this.#followed.has(edit.id)) return;
    this.#followed.add(edit.id);
    void this.#run(edit.id);
  }

  close(): void {
    this.#stop.abort();
  }

  async #run(editId: string): Promise<void> {
    const { signal } = this.#stop;
    const { onEdit, onLost, onRefused } = this.#options;
    try {
      await followEdit(editId, { signal, onEdit, onLost });
    } catch (error) {
      if (!signal.aborted) onRefused(asApiError(error));
    } finally {
      this.#followed.delete(editId);
    }
  }
}
