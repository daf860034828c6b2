import { createStore } from "zustand/vanilla";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { MaskSession } from "#lib/client/mask-engine/mask-session.ts";
import { findObject } from "#lib/client/select/find-object.ts";
import { type ObjectWish, type Pointing, wishFor, withPoint } from "#lib/client/select/object-wish.ts";
import type { ImagePoint } from "#lib/client/view/points.ts";
import type { SelectionRequest } from "#lib/contracts/selection.ts";
import type { CombineMode } from "#lib/domain/mask-engine/operation.ts";
import type { HeldKeys } from "../tools/gesture.ts";
import type { PictureFinder } from "../tools/tool.ts";
import type { BaseStore } from "./base-store.ts";
import type { MaskStore } from "./mask-store.ts";
import { mayPaint } from "./may-paint.ts";
import type { ToolStore } from "./tool-store.ts";
import { saved, type VersionSources, versionParts } from "./version-parts.ts";

export interface FindingState {
  /** What is being looked for; null when nothing is. */
  readonly work: {
    readonly kind: "colour" | "object" | "subject" | "background";
    /** 0..1, or null where it is not known. */
    readonly fraction: number | null;
    /** Where it was pointed at. */
    readonly at: ImagePoint | null;
  } | null;
  /** Why the last search marked nothing; another object each time. */
  readonly error: ApiError | null;
}

interface Sources extends VersionSources {
  readonly base: BaseStore;
  readonly maskState: MaskStore;
  readonly tools: ToolStore;
  readonly mask: Pick<MaskSession, "apply" | "import" | "undo" | "revision" | "document">;
}
type Work = NonNullable<FindingState["work"]>;
/** Searches, and answers what then marks the finding. */
type Search = (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<() => void | Promise<void>>;

/**
 * Marks what is found in the picture: by colour here, objects by the server. One search at a time; another one takes its
 * place. A finding is one step of undo, and correcting an object replaces that step for as long as it is the last.
 */
export class Finding implements PictureFinder {
  readonly store = createStore<FindingState>()(() => ({ work: null, error: null }));
  readonly #sources: () => Sources;
  #search: AbortController | null = null;
  #found: { readonly wish: ObjectWish; readonly mode: CombineMode; readonly revision: string } | null = null;

  constructor(sources: () => Sources) {
    this.#sources = sources;
  }

  byColour({ x, y }: ImagePoint, mode: CombineMode): void {
    const sources = this.#sources();
    const { width, height, tiles } = sources.base.getState().base;
    const pixel = { x: Math.floor(x), y: Math.floor(y) };
    if (pixel.x < 0 || pixel.y < 0 || pixel.x >= width || pixel.y >= height) return;
    const { tolerance, contiguous } = sources.tools.getState().settings;
    const wish = { ...pixel, picture: { width, height }, side: tiles.size, tolerance, contiguous };
    void this.#run({ kind: "colour", fraction: 0, at: { x, y } }, async (signal, onProgress) => {
      const version = await versionParts(sources, signal);
      const { findByColour } = await import("#lib/client/select/wand/find-by-colour.ts");
      const parts = await findByColour(wish, { parts: version, signal, onProgress });
      return () => sources.mask.apply({ kind: "alpha", mode, parts });
    });
  }

  object(pointing: Pointing, mode: CombineMode, { shift, alt }: HeldKeys): void {
    const { base } = this.#sources().base.getState();
    const at = pointing.kind === "point" ? pointing.at : null;
    const corrected = at && shift !== alt ? this.#last : null;
    const wish =
      at && corrected ? withPoint(corrected.wish, at, shift ? "add" : "remove", base) : wishFor(pointing, base);
    if (wish) this.#ask({ kind: "object", fraction: null, at }, wish, corrected?.mode ?? mode, corrected?.revision);
  }

  /** The main thing in the picture, or everything else. */
  whole(kind: "subject" | "background"): void {
    const sources = this.#sources();
    if (mayPaint(sources)) this.#ask({ kind, fraction: null, at: null }, {}, sources.tools.getState().mode);
  }

  /** Whether the object found last can still be corrected: nothing has been marked since. */
  get canCorrect(): boolean {
    return this.#last !== null;
  }

  /** Leaves the object found last as it is. False when there is none. */
  keep(): boolean {
    const had = this.canCorrect;
    this.#found = null;
    this.store.setState({});
    return had;
  }

  /** Unmarks the object found last. False when there is none. */
  drop(): boolean {
    if (!this.canCorrect) return false;
    this.#found = null;
    this.#sources().mask.undo();
    return true;
  }

  /** Stops looking. False when nothing was looked for. */
  cancel(): boolean {
    if (!this.#search) return false;
    this.#search.abort();
    this.#search = null;
    this.store.setState({ work: null });
    return true;
  }

  get #last() {
    return this.#found?.revision === this.#sources().mask.revision ? this.#found : null;
  }

  /** What is found takes the place of the step that left the mask as it was at `replaced`. */
  #ask(work: Work & { kind: SelectionRequest["mode"] }, wish: ObjectWish, mode: CombineMode, replaced?: string): void {
    const { image, edits, mask, upload } = this.#sources();
    const request: SelectionRequest = { ...wish, mode: work.kind, edit: edits.getState().selected };
    void this.#run(work, async (signal) => {
      await saved(upload, signal);
      const found = await findObject(image.id, request, signal);
      return async () => {
        if (replaced === mask.revision) mask.undo();
        const imported = mask.import({ ...found, mode });
        this.#found = work.kind === "object" ? { wish, mode, revision: mask.revision } : null;
        await imported;
      };
    });
  }

  async #run(work: Work, search: Search): Promise<void> {
    this.cancel();
    const { mask } = this.#sources();
    const { document } = mask;
    const controller = new AbortController();
    this.#search = controller;
    this.store.setState({ work, error: null });
    const { signal } = controller;
    try {
      const mark = await search(
        signal,
        (fraction) => !signal.aborted && this.store.setState({ work: { ...work, fraction } }),
      );
      // What was pointed at lies on a picture that is no longer there.
      if (!signal.aborted && mask.document === document) await mark();
    } catch (error) {
      if (!signal.aborted) this.#refuse(asApiError(error));
    }
    if (this.#search !== controller) return;
    this.#search = null;
    this.store.setState({ work: null });
  }

  /** Without a model the server needs an outline: the next drag draws one. */
  #refuse(error: ApiError): void {
    if (error.code === "outline_required") this.#sources().tools.getState().set({ drag: "outline" });
    this.store.setState({ error });
  }
}
