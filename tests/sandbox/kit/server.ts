import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Refusal, type Standin, type Submission } from "./standin.ts";

export interface Sandbox {
  readonly url: string;
  baseUrlOf(provider: string): string;
  /**
   * The next request to this provider that is not a read meets this fault, so many times: one of its own, or one that
   * any service can have on its way, `hangs`, `drops` or `truncates`.
   */
  fail(provider: string, fault: string, times?: number): void;
  /**
   * From now on every look at a job or a result of this provider waits, and so does the end of a stream, until the
   * returned function is called.
   */
  hold(provider: string): () => void;
  /** What the provider was asked, in order. */
  submissionsTo(provider: string): readonly Submission[];
  /** Every request that came, to any provider: for proving that a key goes nowhere else. */
  readonly requests: readonly { readonly provider: string; readonly url: string; readonly headers: Headers }[];
  /** Forgets faults, submissions and requests, of one provider or of all. */
  reset(provider?: string): void;
  close(): Promise<void>;
}

/** All stand-ins on one loopback port, each below its own path. `GET /` answers what `about` tells. */
export async function startSandbox(
  standins: readonly Standin[],
  { port = 0, about = () => null }: { port?: number; about?: (url: string) => unknown } = {},
): Promise<Sandbox> {
  const byId = new Map(standins.map((standin) => [standin.id, standin]));
  const submissions = new Map<string, Submission[]>();
  const faults = new Map<string, string[]>();
  const held = new Map<string, Promise<void>>();
  const requests: Array<{ provider: string; url: string; headers: Headers }> = [];
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error) => {
      if (!outgoing.headersSent) outgoing.writeHead(500, { "content-type": "text/plain" });
      outgoing.end(`sandbox: ${error instanceof Error ? error.stack : error}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const baseUrlOf = (provider: string) => `${url}/${provider}`;
  const description = about(url);

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const [, id = "", ...path] = (incoming.url ?? "/").split("/");
    if (id === "") {
      outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(description));
      return;
    }
    const standin = byId.get(id);
    if (!standin) {
      outgoing.writeHead(404).end();
      return;
    }
    const request = toRequest(incoming, `${url}/${path.join("/")}`);
    requests.push({ provider: id, url: incoming.url ?? "", headers: request.headers });
    const isSubmission = request.method === "POST";
    if (!isSubmission) await held.get(id);
    const fault = isSubmission ? (faults.get(id)?.shift() ?? null) : null;
    if (fault === "hangs") return;
    if (fault === "drops") {
      incoming.destroy();
      return;
    }
    const scripted = fault === null ? undefined : standin.faults[fault]?.answer;
    const response = scripted
      ? scripted()
      : await standin
          .handle(request, {
            baseUrl: baseUrlOf(id),
            fault,
            released: held.get(id) ?? Promise.resolve(),
            saw: (submission) => submissions.set(id, [...(submissions.get(id) ?? []), submission]),
          })
          .catch((error: unknown) => {
            if (error instanceof Refusal) return error.response;
            throw error;
          });
    // Who answers before the last byte has come cuts the line, and the answer is lost.
    if (!request.bodyUsed) await request.arrayBuffer();
    await reply(response, outgoing, fault === "truncates");
  }

  return {
    url,
    baseUrlOf,
    fail: (provider, fault, times = 1) =>
      void faults.set(provider, [...(faults.get(provider) ?? []), ...Array<string>(times).fill(fault)]),
    hold: (provider) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(provider, promise);
      return () => {
        held.delete(provider);
        resolve();
      };
    },
    submissionsTo: (provider) => submissions.get(provider) ?? [],
    requests,
    reset: (provider) => {
      for (const kept of [faults, submissions]) {
        if (provider === undefined) kept.clear();
        else kept.delete(provider);
      }
      const others = requests.filter((request) => provider !== undefined && request.provider !== provider);
      requests.splice(0, requests.length, ...others);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toRequest(incoming: IncomingMessage, url: string): Request {
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  return new Request(url, {
    method: incoming.method ?? "GET",
    headers,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
  } as RequestInit);
}

async function reply(response: Response, outgoing: ServerResponse, isCut: boolean): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  if (!isCut) {
    outgoing.writeHead(response.status, headers);
    for await (const chunk of response.body ?? []) outgoing.write(chunk);
    outgoing.end();
    return;
  }
  // Announces all of it, sends half, and breaks off.
  const bytes = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, { ...headers, "content-length": String(bytes.length) });
  outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.destroy());
}
