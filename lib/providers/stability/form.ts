import "server-only";
import { fileOf } from "../http/body.ts";
import type { FormFields } from "./endpoint.ts";

/** The multipart body of a request; fields without a value are left out. */
export function toForm(fields: FormFields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    form.append(name, typeof value === "object" ? fileOf(value, name) : String(value));
  }
  return form;
}
