import type * as z from "zod/mini";

/** A choice of the person, remembered in this browser. What cannot be read or stored falls back in silence. */
export function readPreference<Schema extends z.ZodMiniType>(
  name: string,
  schema: Schema,
  fallback: z.output<Schema>,
): z.output<Schema> {
  try {
    const parsed = schema.safeParse(JSON.parse(localStorage.getItem(keyOf(name)) ?? "null"));
    return parsed.success ? parsed.data : fallback;
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
