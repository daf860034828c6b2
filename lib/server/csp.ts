import "server-only";

/**
 * The content security policy of a page. Scripts run only with this response's nonce; everything else comes from
 * our own origin, so a session cannot leave even if a script slipped in.
 *
 * Styles are the exception: React renders `style` attributes on the server, and radix-ui and sonner add `<style>`
 * elements without a nonce, so inline styles are allowed. With images, fonts and connections bound to our own origin,
 * a style has nowhere to send what it could learn.
 *
 * @param allowed More sources, by directive: of the service that tells people from programs, where one is used. On every
 * page, because whoever comes to its form from another page keeps the policy of that page.
 * @param development React's error overlay uses `eval` and hot reloading a web socket.
 */
export function contentSecurityPolicy(nonce: string, development: boolean, allowed: Sources = {}): string {
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "script-src": [`'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "blob:", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...(development ? ["ws:"] : [])],
    "worker-src": ["'self'", "blob:"],
    "manifest-src": ["'self'"],
    "object-src": ["'none'"],
    "frame-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${withMore(sources, allowed[name] ?? []).join(" ")}`)
    .join("; ");
}

type Sources = Readonly<Record<string, readonly string[]>>;

/** `'none'` is only understood alone. */
const withMore = (sources: readonly string[], more: readonly string[]) =>
  more.length === 0 ? sources : [...sources.filter((source) => source !== "'none'"), ...more];

/** 128 bits from the system's random source. */
export function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}
