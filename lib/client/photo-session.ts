import * as v from "valibot";

/** How many photos' records are kept; the one left alone longest goes first. */
const KEPT = 60;
const PREFIX = "repaint.photo.";

/**
 * What was set up for a photo, kept in this browser from one visit to the next. Masks are kept apart, by their engine.
 * What cannot be read or stored counts as not there: everything begins as for a new photo.
 */
export function readPhotoSession<Schema extends v.GenericSchema>(
  imageId: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  const record = readRecord(PREFIX + imageId);
  const parsed = record && v.safeParse(schema, record.session);
  return parsed?.success ? parsed.output : null;
}

/** Someone is leaving: what the page still has open is not written again. */
let isLeaving = false;

export function writePhotoSession(imageId: string, session: unknown): void {
  if (isLeaving) return;
  const key = PREFIX + imageId;
  try {
    if (localStorage.getItem(key) === null) dropOldest();
    localStorage.setItem(key, JSON.stringify({ savedAtMillis: Date.now(), session }));
  } catch {
    // Storage is full or forbidden: what is set up lasts until the page is left.
  }
}

/** Forgets one photo's record, or all of them for someone who leaves. */
export function forgetPhotoSessions(imageId: string | null): void {
  isLeaving ||= imageId === null;
  try {
    for (const key of imageId === null ? recordKeys() : [PREFIX + imageId]) localStorage.removeItem(key);
  } catch {
    // Forbidden storage holds nothing either.
  }
}

function dropOldest(): void {
  const records = recordKeys().map((key) => ({ key, savedAtMillis: readRecord(key)?.savedAtMillis ?? 0 }));
  records.sort((a, b) => b.savedAtMillis - a.savedAtMillis);
  for (const { key } of records.slice(KEPT - 1)) localStorage.removeItem(key);
}

function recordKeys(): string[] {
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
  return keys.filter((key) => key.startsWith(PREFIX));
}

const recordShape = v.object({ savedAtMillis: v.number(), session: v.unknown() });

function readRecord(key: string): v.InferOutput<typeof recordShape> | null {
  try {
    const parsed = v.safeParse(recordShape, JSON.parse(localStorage.getItem(key) ?? "null"));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
