import "server-only";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { Agent, request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { RepaintError } from "#lib/domain/error.ts";
import { isPrivateAddress, lookupPublic, notFetchedFrom } from "./public-address.ts";
import { readCapped } from "./send.ts";

const MAX_RESULT_BYTES = 256 * 1024 * 1024;
const MAX_REDIRECTS = 3;

/**
 * Fetches a result from an address that a provider named. The key is never sent. The address, and each one it
 * redirects to, must be https on a public host, which is checked on the very addresses that are connected to; only the
 * operator's own base URL may be plain or private, and then its results may lie on that same origin.
 *
 * @param baseUrl the provider's base URL as configured.
 * @throws RepaintError `bad_response` for an address that is not allowed, too many redirects, a refusal (results
 * expire) or too many bytes; `network`; the signal's reason.
 */
export async function downloadResult(
  address: string,
  { baseUrl, signal, maxBytes = MAX_RESULT_BYTES }: { baseUrl: string; signal: AbortSignal; maxBytes?: number },
): Promise<Uint8Array> {
  const { origin } = new URL(baseUrl);
  let url = parse(address);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await get(url, origin, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location) {
      response.destroy();
      url = parse(headers.location, url);
      continue;
    }
    if (statusCode < 200 || statusCode > 299) {
      response.destroy();
      throw new RepaintError("bad_response", { detail: `result at ${url.host}: HTTP ${statusCode}` });
    }
    return await readBody(response, url, maxBytes, signal);
  }
  throw new RepaintError("bad_response", { detail: `result at ${url.host}: too many redirects` });
}

/** The bytes of a `data:` URL or of bare base64. @throws RepaintError `bad_response` when it is neither. */
export function decodeBase64(text: string): Uint8Array {
  const encoded = text.startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text;
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.length === 0) throw new RepaintError("bad_response", { detail: "no picture in the answer" });
  return bytes;
}

/** Connections that are never shared with requests whose addresses nobody checked. */
const publicAgent = new Agent({ lookup: lookupPublic });

function parse(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  if (!url) throw new RepaintError("bad_response", { detail: "the result's address is not a URL" });
  return url;
}

async function get(url: URL, trustedOrigin: string, signal: AbortSignal): Promise<IncomingMessage> {
  const isTrusted = url.origin === trustedOrigin;
  if (!isTrusted) requirePublic(url);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const request = send(url, { signal, ...(!isTrusted && { agent: publicAgent }) }, resolve);
  request.on("error", reject).end();
  try {
    return await promise;
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof RepaintError) throw cause;
    throw new RepaintError("network", { detail: `result at ${url.host}`, cause });
  }
}

/** Addresses given as numbers are looked up nowhere, so they are checked here; names are when they are looked up. */
function requirePublic(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isPlainAddress = isIP(host) !== 0;
  if (url.protocol !== "https:" || url.username !== "" || (isPlainAddress && isPrivateAddress(host))) {
    throw notFetchedFrom(`${url.protocol}//${url.host}`);
  }
}

async function readBody(response: IncomingMessage, url: URL, maxBytes: number, signal: AbortSignal) {
  try {
    return await readCapped(response, maxBytes);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof RepaintError) throw cause;
    throw new RepaintError("network", { detail: `result at ${url.host} broke off`, cause });
  }
}
