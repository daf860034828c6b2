import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { deferredPage, deferScripts } from "#lib/server/deferred-page.ts";
import { freePort } from "#supabase/embedded/free-port.ts";

const STAND_IN = { script: "go()", deferred: "text/later" };
const PAGE = [
  '<html><head><link rel="stylesheet" href="/a.css"/><link rel="preload" as="script" nonce="n1" href="/_next/b.js"/>',
  '<script src="/_next/a.js" async="" nonce="n1"></script><script src="/_next/old.js" noModule="" nonce="n1"></script>',
  '</head><body><script src="/_next/b.js" nonce="n1" async=""></script><script nonce="n1">push("$&")</script></body>',
].join("");

afterEach(() => vi.unstubAllEnvs());

test("scripts of the framework wait, and what will load them comes first, with the page's nonce", () => {
  expect(deferScripts(PAGE, STAND_IN)).toBe(
    [
      '<html><head><script nonce="n1">go()</script><link rel="stylesheet" href="/a.css"/>',
      '<script type="text/later" src="/_next/a.js" async="" nonce="n1"></script>',
      '<script src="/_next/old.js" noModule="" nonce="n1"></script></head><body>',
      '<script type="text/later" src="/_next/b.js" nonce="n1" async=""></script>',
      '<script nonce="n1">push("$&")</script></body>',
    ].join(""),
  );
});

test("the page is the one that whoever asks would get, with its policy and its cookies", async () => {
  await using _ = await serve(({ url, headers }, answer) => {
    answer.setHeader("Content-Security-Policy", "script-src 'nonce-n1'");
    answer.setHeader("Set-Cookie", ["a=1", "b=2"]);
    answer.end(`${PAGE}${url} ${headers.cookie} ${headers["accept-language"]}`);
  });
  const page = await deferredPage(asked({ cookie: "theme=dark", "accept-language": "ar" }, "/?from=mail"), STAND_IN);
  expect(await page?.text()).toBe(`${deferScripts(PAGE, STAND_IN)}/?from=mail theme=dark ar`);
  expect(page?.headers.get("content-security-policy")).toBe("script-src 'nonce-n1'");
  expect(page?.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

test("a page that goes elsewhere, fails or cannot be asked for goes out as it is", async () => {
  for (const status of [307, 500]) {
    await using _ = await serve((_request, answer) => answer.writeHead(status, { Location: "/x" }).end(PAGE));
    expect(await deferredPage(asked({}), STAND_IN)).toBeNull();
  }
  vi.stubEnv("PORT", String(await freePort()));
  expect(await deferredPage(asked({}), STAND_IN)).toBeNull();
});

test("parts of a page go out as they are, and so does the page that is being asked for", async () => {
  const seen: Headers[] = [];
  await using _ = await serve(({ headers }, answer) => {
    seen.push(new Headers(headers as Record<string, string>));
    answer.end(PAGE);
  });
  expect(await deferredPage(asked({ accept: "*/*" }), STAND_IN)).toBeNull();
  expect(seen).toEqual([]);
  await deferredPage(asked({}), STAND_IN);
  const again = new Request("http://localhost/", { headers: seen[0] as Headers });
  expect(await deferredPage(again, STAND_IN)).toBeNull();
  expect(seen).toHaveLength(1);
});

const asked = (headers: Record<string, string>, path = "/") =>
  new Request(`http://localhost${path}`, { headers: { accept: "text/html", ...headers } });

/** The app on this machine. */
async function serve(listener: RequestListener): Promise<AsyncDisposable> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  vi.stubEnv("PORT", String((server.address() as AddressInfo).port));
  return {
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
