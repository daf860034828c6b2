import "server-only";
import { fileOf } from "../http/body.ts";
import type { EncodedImage, ProviderCall } from "../provider.ts";
import type { Fields } from "./endpoint.ts";

/** A call as Ideogram wants it; one picture is asked for. */
export function formOf({ image, mask }: ProviderCall, { values, pictures = {} }: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, String(value));
  appendFiles(form, "image", [image]);
  if (mask) appendFiles(form, "mask", [{ bytes: mask, format: "png" }]);
  for (const [name, files] of Object.entries(pictures)) appendFiles(form, name, files);
  return form;
}

function appendFiles(form: FormData, name: string, files: readonly EncodedImage[]): void {
  for (const file of files) form.append(name, fileOf(file, name));
}
