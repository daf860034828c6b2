import "server-only";
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { RepaintError } from "#lib/domain/error.ts";
import { readCapped } from "./send.ts";

const MAX_RESULT_BYTES = 256 * 1024 * 1024;
const MAX_REDIRECTS = 3;

/**
 * Fetches a result from an address that a provider named. The key is never sent. The address, and each one it
 * redirects to, must be https on a public host; only the operator's own base URL may be plain or private, and then its
 * results may lie on that same origin.
 *
 * @param baseUrl the provider's base URL as configured.
 * @throws RepaintError `bad_response` for an address that is not allowed, too many redirects, a refusal (results
 * expire) or too many bytes; `network`; the signal's reason.
 */
export async function downloadResult(
  address: string,
  { baseUrl, signal, maxBytes = MAX_RESULT_BYTES }: { baseUrl: string; signal: AbortSignal; maxBytes?: number },
): Promise<Uint8Array> {
  let url = parse(address);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    await requireAllowed(url, new URL(baseUrl));
    const response = await get(url, signal);
    const location = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      url = parse(location, url);
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new RepaintError("bad_response", { detail: `result at ${url.host}: HTTP ${response.status}` });
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

function parse(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  if (!url) throw new RepaintError("bad_response", { detail: "the result's address is not a URL" });
  return url;
}

async function requireAllowed(url: URL, base: URL): Promise<void> {
  if (url.origin === base.origin) return;
  if (url.protocol !== "https:" || url.username !== "" || (await isPrivate(url.hostname))) {
    throw new RepaintError("bad_response", { detail: `results are not fetched from ${url.protocol}//${url.host}` });
  }
}

async function isPrivate(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host)) return isPrivateAddress(host);
  const addresses = await lookup(host, { all: true }).catch((cause) => {
    throw new RepaintError("network", { detail: `${host}: not found`, cause });
  });
  return addresses.some(({ address }) => isPrivateAddress(address));
}

/** Addresses that no public service has (RFC 6890): this machine, its networks, and what is reserved. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, "ipv6");
}

function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return PRIVATE.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
}

async function get(url: URL, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal, redirect: "manual" });
  } catch (cause) {
    signal.throwIfAborted();
    throw new RepaintError("network", { detail: `result at ${url.host}`, cause });
  }
}

async function readBody(response: Response, url: URL, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readCapped(response, maxBytes);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof RepaintError) throw cause;
    throw new RepaintError("network", { detail: `result at ${url.host} broke off`, cause });
  }
}
