import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { toNodeHandler } from "#supabase/embedded/api/http-bridge.ts";

const BODY_BYTES = 4_000_000;
let close = () => {};
afterEach(() => close());

test("a refused upload does not hold up the next request on its connection", { timeout: 5_000 }, async () => {
  const server = createServer(toNodeHandler(async () => new Response("refused", { status: 500 })));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  close = () => {
    agent.destroy();
    server.close();
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const upload = async () => {
    const sent = request({ port, host: "127.0.0.1", method: "POST", agent });
    sent.end(Buffer.alloc(BODY_BYTES));
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    answer.resume();
    await once(answer, "end");
    return answer.statusCode;
  };
  expect([await upload(), await upload(), await upload()]).toEqual([500, 500, 500]);
});
