import "server-only";
import type { EncodedImage } from "../provider.ts";

/** A picture as a file of a form. @param name without its ending. */
export const fileOf = ({ bytes, format }: EncodedImage, name: string): File =>
  new File([new Uint8Array(bytes)], `${name}.${format}`, { type: `image/${format}` });
