import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach } from "vitest";

type Reply = (outgoing: ServerResponse, incoming: IncomingMessage) => void;

export interface TestService {
  readonly url: string;
  /** Every request, in order. */
  readonly requests: Array<{ readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: string }>;
  /** What comes next; the last reply is given again and again. */
  replies(...replies: readonly Reply[]): void;
}

/** A plain server on loopback that answers as it is told. */
export async function startTestService(): Promise<TestService> {
  const requests: TestService["requests"] = [];
  let script: Reply[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    requests.push({ url: incoming.url ?? "", headers: incoming.headers, body });
    const reply = script.length > 1 ? script.shift() : script[0];
    reply?.(outgoing, incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  beforeEach(() => {
    requests.length = 0;
    script = [];
  });
  const replies = (...next: readonly Reply[]) => {
    script = [...next];
  };
  return { url: `http://${host}`, requests, replies };
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ""): Reply =>
  (outgoing) =>
    void outgoing.writeHead(code, headers).end(body);

export const bytes =
  (content: Uint8Array): Reply =>
  (outgoing) =>
    void outgoing.writeHead(200).end(content);

/** Promises all of a body, sends a part of it, and goes away. */
export const breakingOff: Reply = (outgoing) => {
  outgoing.writeHead(200, { "content-length": "1000" });
  outgoing.write(Buffer.alloc(100), () => outgoing.destroy());
};

/** Goes away without a word. */
export const hangingUp: Reply = (_, incoming) => void incoming.socket.destroy();

export const silence: Reply = () => {};
