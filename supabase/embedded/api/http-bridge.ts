import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

export type FetchHandler = (request: Request) => Promise<Response>;

/** Serves a web-standard handler from Node's HTTP server, streaming both ways. */
export function toNodeHandler(handler: FetchHandler): RequestListener {
  return (incoming, outgoing) => {
    handler(toRequest(incoming))
      .then((response) => write(response, outgoing))
      .catch((error: unknown) => {
        console.error(error);
        if (!outgoing.headersSent) outgoing.writeHead(500, { "content-type": "application/json" });
        outgoing.end(JSON.stringify({ message: "Internal server error" }));
      })
      .finally(() => discardRest(incoming));
  };
}

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const method = incoming.method ?? "GET";
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  url.port = String(incoming.socket.localPort);
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  // "half": the answer may begin before the body was read to its end, as when an upload is refused.
  const body = { body: Readable.toWeb(incoming) as unknown as ReadableStream, duplex: "half" as const };
  return new Request(url, { method, headers, ...body });
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  outgoing.writeHead(response.status, headers);
  if (!response.body) {
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body as unknown as NodeReadableStream), outgoing);
}

/** A body that nobody read to its end would keep the next request on the same connection from being seen. */
function discardRest(incoming: IncomingMessage): void {
  if (incoming.readableEnded || incoming.destroyed) return;
  incoming.removeAllListeners("data");
  incoming.resume();
}
