import * as v from "valibot";

/** A choice of the person, remembered in this browser. What cannot be read or stored falls back in silence. */
export function readPreference<Schema extends v.GenericSchema>(
  name: string,
  schema: Schema,
  fallback: v.InferOutput<Schema>,
): v.InferOutput<Schema> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(localStorage.getItem(keyOf(name)) ?? "null"));
    return parsed.success ? parsed.output : fallback;
  } catch {
    return fallback;
  }
}

export function writePreference(name: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the choice holds until the page is closed.
  }
}

const keyOf = (name: string) => `repaint.${name}`;
