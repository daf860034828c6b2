import "server-only";
import type { FormFields } from "./endpoint.ts";

/** The multipart body of a request; fields without a value are left out. */
export function toForm(fields: FormFields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (typeof value === "object") {
      const { bytes, format } = value;
      form.append(name, new Blob([new Uint8Array(bytes)], { type: `image/${format}` }), `${name}.${format}`);
    } else {
      form.append(name, String(value));
    }
  }
  return form;
}
