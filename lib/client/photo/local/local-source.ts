import { wholeOf } from "#lib/domain/geometry.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { PictureSource, Piece } from "../picture-source.ts";
import { reducedLevel } from "./decode-reduced.ts";

interface LocalPicture extends Size {
  readonly id: string;
  /** A new bitmap of the whole at the size of `reducedLevel`, which the caller closes. */
  takePicture(): Promise<ImageBitmap>;
  /** Whether the server has it, and its tiles. */
  isSaved(): boolean;
}

/**
 * A photo from the file on this device: whole, at one reduced size, which is all there is until the server has the
 * photo. From then on what is finer comes from there, and the local picture stands wherever that has not yet arrived.
 */
export function localSource(photo: LocalPicture, tiles: PictureSource): PictureSource {
  const whole: Piece = {
    key: `local/${photo.id}`,
    rect: wholeOf(photo),
    load: () => photo.takePicture(),
  };
  const local = reducedLevel(photo);
  return {
    levels: tiles.levels,
    opaque: tiles.opaque,
    pieces: (level, visible) => (level >= local || !photo.isSaved() ? [whole] : tiles.pieces(level, visible)),
  };
}
