import "server-only";
import type { EncodedImage } from "../provider.ts";

/** What `fetch` needs to post JSON. */
export const postJson = (body: unknown, headers: Readonly<Record<string, string>> = {}) => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** A picture as the address that holds it. */
export const dataUri = ({ bytes, format }: EncodedImage): string => `data:image/${format};base64,${base64(bytes)}`;

/** A picture as a file of a form. @param name without its ending. */
export const fileOf = ({ bytes, format }: EncodedImage, name: string): File =>
  new File([new Uint8Array(bytes)], `${name}.${format}`, { type: `image/${format}` });
