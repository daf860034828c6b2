/** A picture as the whole answer. */
export const pictureAnswer = (png: Uint8Array, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(new Uint8Array(png), { headers: { "content-type": "image/png", ...headers } });

/** What a proxy or a login answers in a service's place. */
export const webPage = (): Response => new Response("<html>", { headers: { "content-type": "text/html" } });

/** Sends whoever follows it to an address that is nobody's business. */
export const redirectInside = (): Response =>
  new Response(null, { status: 302, headers: { location: "https://169.254.169.254/" } });
