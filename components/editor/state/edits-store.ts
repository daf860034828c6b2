import { createStore, type StoreApi } from "zustand/vanilla";
import type { EditSubmission } from "#lib/client/api.ts";
import type { ApiError } from "#lib/client/api-error.ts";
import { type EditList, withEdits } from "#lib/client/edits/edit-list.ts";
import { newestVersion, versionPath } from "#lib/client/edits/history.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Rect } from "#lib/domain/raster.ts";

/** What the page itself knows of an edit that it asked for: enough to show its region and to ask again. */
export interface OwnRequest {
  readonly submission: EditSubmission;
  /** What was marked, or the whole picture. */
  readonly region: Rect;
}

export interface EditsState {
  readonly edits: EditList;
  /** The version on the stage, which the next edit builds on; null is the original. */
  readonly selected: string | null;
  /** Versions chosen on this page: their patches fade in when they are first drawn. */
  readonly chosen: ReadonlySet<string>;
  readonly own: ReadonlyMap<string, OwnRequest>;
  /** The mask's revision after it was cleared for an edit, by the edit's id. */
  readonly cleared: ReadonlyMap<string, string>;
  /** Edits that were asked to stop and have not yet. */
  readonly stopping: ReadonlySet<string>;
  /** The server cannot be reached; running edits go on there. */
  readonly isLost: boolean;
  /** Why running edits cannot be followed at all: signed out, or deleted elsewhere. */
  readonly refusal: ApiError | null;
  take(news: readonly Edit[]): void;
  remember(editId: string, request: OwnRequest): void;
  /** What these edits were sent is no longer marked. */
  setCleared(editIds: readonly string[], revision: string): void;
  setStopping(editId: string, isStopping: boolean): void;
  select(editId: string | null): void;
  setLost(isLost: boolean): void;
}

export type EditsStore = StoreApi<EditsState>;

export function createEditsStore(initial: readonly Edit[]): EditsStore {
  const edits = withEdits(new Map(), initial);
  return createStore<EditsState>()((set, get) => ({
    edits,
    selected: newestVersion(edits),
    chosen: new Set(),
    own: new Map(),
    cleared: new Map(),
    stopping: new Set(),
    isLost: false,
    refusal: null,
    take: (news) => {
      const next = withEdits(get().edits, news);
      if (next !== get().edits) set({ edits: next });
    },
    remember: (editId, request) => set({ own: new Map(get().own).set(editId, request) }),
    setCleared: (editIds, revision) => {
      set({ cleared: new Map([...get().cleared, ...editIds.map((editId) => [editId, revision] as const)]) });
    },
    setStopping: (editId, isStopping) => {
      const stopping = new Set(get().stopping);
      if (isStopping) stopping.add(editId);
      else stopping.delete(editId);
      set({ stopping });
    },
    select: (editId) => {
      if (editId === null) set({ selected: null });
      else set({ selected: editId, chosen: new Set(get().chosen).add(editId) });
    },
    setLost: (isLost) => {
      if (isLost !== get().isLost) set({ isLost });
    },
  }));
}

/** The edits whose patches make up the selected version, first made first. */
export const selectedPath = ({ edits, selected }: EditsState): Edit[] => versionPath(edits, selected);
