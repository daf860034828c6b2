/**
 * Where to go after signing in, from a value anyone may have written into a link: a path on our own site, or the
 * fallback. The result always starts with one slash and names no host, so it is safe in a `Location` header.
 *
 * `//evil`, `/\evil`, `@evil` and `https://evil` all look harmless to a prefix check and lead away; only parsing shows it.
 */
export function safeRedirect(next: string | null | undefined, origin: string, fallback = "/"): string {
  // The URL parser drops tabs and line breaks silently; no honest link has them.
  if (!next || hasControlCharacter(next)) return fallback;
  let target: URL;
  try {
    target = new URL(next, origin);
  } catch {
    return fallback;
  }
  if (target.origin !== new URL(origin).origin || target.username || target.password) return fallback;
  // `/x/..//evil` is on our origin, yet its path alone is a link to another host.
  if (target.pathname.startsWith("//")) return fallback;
  return target.pathname + target.search + target.hash;
}

function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 32 || code === 127) return true;
  }
  return false;
}
