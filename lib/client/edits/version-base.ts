import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import type { Size } from "#lib/domain/raster.ts";

/** Where the original lies in another picture: its point p is there at p × `scale` + (`x`, `y`). */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/**
 * The picture that a version's patches lie on: the original, or the result of the last edit on its path that gave the
 * picture another size or transparency. It is drawn from tiles, and its pixels are the coordinates of masks, windows
 * and patches above it.
 */
export interface VersionBase extends Size {
  readonly imageId: string;
  /** Null for the original. */
  readonly editId: string | null;
  readonly hasAlpha: boolean;
  readonly tiles: Image["tiles"];
  readonly placement: Placement;
}

export interface LaidOutVersion {
  readonly base: VersionBase;
  /** The edits made on the base, whose patches lie above it, but those that are hidden; first made first. */
  readonly above: readonly Edit[];
  /** The edits that led to the base; empty for the original. The last one made it. */
  readonly below: readonly Edit[];
}

const AT_HOME: Placement = { x: 0, y: 0, scale: 1 };

/** The parts a version is drawn of. `path` as of `versionPath`; an edit on it that has not succeeded counts for nothing. */
export function layOut(image: Image, path: readonly Edit[]): LaidOutVersion {
  const { id: imageId, width, height, hasAlpha, tiles } = image;
  let base: VersionBase = { imageId, editId: null, width, height, hasAlpha, tiles, placement: AT_HOME };
  let start = 0;
  path.forEach(({ id, replaced }, index) => {
    if (!replaced) return;
    const { placed, ...picture } = replaced;
    base = { ...picture, imageId, editId: id, placement: within(base.placement, placed) };
    start = index + 1;
  });
  return { base, above: path.slice(start).filter((edit) => opacityOf(edit) > 0), below: path.slice(0, start) };
}

/** With which the result of an edit is drawn, 0..1. */
export function opacityOf({ appearance }: Pick<Edit, "appearance">): number {
  if (!appearance) return 1;
  return appearance.visible ? appearance.opacity : 0;
}

/** Where the original lies, when the picture it lies in is itself placed in a larger one. */
function within(inner: Placement, outer: Placement): Placement {
  return {
    x: inner.x * outer.scale + outer.x,
    y: inner.y * outer.scale + outer.y,
    scale: inner.scale * outer.scale,
  };
}
