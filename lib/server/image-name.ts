import "server-only";

const MAX_CHARACTERS = 200;

/** What an uploaded file is called in the library: its own name without folders, control characters and excess. */
export function imageName(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? "";
  // Control and direction-changing characters could make a name read as something else.
  const plain = base.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "").trim();
  return [...plain].slice(0, MAX_CHARACTERS).join("") || "Photo";
}

/** The name of a download: the image's without its ending, plus the new one. Safe in a `Content-Disposition`. */
export function downloadHeader(name: string, extension: string): string {
  const stem = name.replace(/\.[a-z0-9]{1,5}$/i, "") || "photo";
  const ascii = stem.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  return `attachment; filename="${ascii}.${extension}"; filename*=UTF-8''${encodeURIComponent(`${stem}.${extension}`)}`;
}
