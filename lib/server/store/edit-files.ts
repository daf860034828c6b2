import "server-only";
import { call } from "../database.ts";

/** What is stored of an edit. Of one that was discarded it may be gone. */
export interface EditFiles {
  readonly editId: string;
  readonly hasMask: boolean;
  readonly referenceCount: number;
  readonly erasedPath: string | null;
  readonly patchPaths: readonly string[];
}

interface FilesRow {
  readonly edit_id: string;
  readonly has_mask: boolean;
  readonly reference_count: number;
  readonly erased_path: string | null;
  readonly patches: string[];
}

/** Of the edits of this person's image, oldest first. */
export async function listEditFiles(userId: string, imageId: string): Promise<EditFiles[]> {
  const rows = await call<FilesRow[]>("list_edit_files", userId, imageId);
  return rows.map(({ edit_id, has_mask, reference_count, erased_path, patches }) => ({
    editId: edit_id,
    hasMask: has_mask,
    referenceCount: reference_count,
    erasedPath: erased_path,
    patchPaths: patches,
  }));
}
