import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** Set by us on every request that comes in, whatever the caller sent under this name. */
const PEER_HEADER = "x-repaint-peer";

/** Notes on each request of this process who is at the other end of its connection: route handlers are not told. */
export function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}

/**
 * Whose address a request comes from, as limits count it: an IPv4 address, or the /64 of an IPv6 one, which is one
 * household. Null where it is not known.
 *
 * @param proxyHops How many proxies of the operator stand before the app; each appends whom it was asked by to
 * `X-Forwarded-For`. What stands before those is the caller's own word and is not believed.
 */
export function callerAddress(headers: Headers, proxyHops: number): string | null {
  const peer = headers.get(PEER_HEADER) ?? "";
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  const address = proxyHops === 0 ? peer : (forwarded.at(-proxyHops) ?? "");
  return normalised(address);
}

function normalised(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const bare = mapped ?? address;
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) !== 6) return null;
  const url = new URL(`http://[${bare.split("%")[0]}]/`);
  const [head = "", tail = ""] = url.hostname.slice(1, -1).split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(8 - first.length - last.length).fill("0");
  return `${[...first, ...zeros, ...last].slice(0, 4).join(":")}::/64`;
}
