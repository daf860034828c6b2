import { describe, expect, test } from "vitest";
import { z } from "zod";
import { errorBody } from "#lib/contracts/common.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { parseInput, route } from "#lib/server/http.ts";

Object.assign(process.env, {
  APP_URL: "https://repaint.example",
  SUPABASE_URL: "http://127.0.0.1:1",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_test",
  SUPABASE_SECRET_KEY: "sb_secret_test",
  DATABASE_URL: "postgresql://test:test@127.0.0.1:1/test",
});

const URL_ = "https://repaint.example/api/v1/things";
const none = { params: Promise.resolve({}) };
const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request(URL_, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
const errorOf = async (response: Response) => errorBody.parse(await response.json()).error;

describe("what a handler returns", () => {
  test("an object becomes private JSON with a request id", async () => {
    const response = await route({}, () => ({ answer: 42 }))(new Request(URL_), none);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ answer: 42 });
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("nothing becomes 204", async () => {
    const response = await route({}, async () => {})(new Request(URL_), none);
    expect(response.status).toBe(204);
  });

  test("a response is sent as it is, its own caching included", async () => {
    const handler = route(
      {},
      () => new Response("tile", { status: 201, headers: { "Cache-Control": "private, max-age=9" } }),
    );
    const response = await handler(new Request(URL_), none);
    expect(response.status).toBe(201);
    expect(response.headers.get("cache-control")).toBe("private, max-age=9");
    expect(await response.text()).toBe("tile");
  });
});

describe("what a handler throws", () => {
  test("a refusal keeps its code, sentence, field and time to wait", async () => {
    const handler = route({}, () => {
      throw new RepaintError("rate_limited", { retryAfterSeconds: 7, field: "email", detail: "bucket 12 of ann" });
    });
    const response = await handler(new Request(URL_), none);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("7");
    const error = await errorOf(response);
    expect(error).toMatchObject({ code: "rate_limited", field: "email", retryAfterSeconds: 7 });
    expect(error.requestId).toBe(response.headers.get("x-request-id"));
    expect(error.message).not.toContain("ann");
  });

  test("a bug tells nothing but that it happened", async () => {
    const handler = route({}, () => {
      throw new TypeError("column users.secret does not exist");
    });
    const response = await handler(new Request(URL_), none);
    expect(response.status).toBe(500);
    expect(JSON.stringify(await response.json())).not.toContain("secret");
  });

  test("a wrong answer of our own is a bug, not the caller's fault", async () => {
    const handler = route({}, () => z.object({ id: z.uuid() }).parse({ id: 1 }));
    expect((await handler(new Request(URL_), none)).status).toBe(500);
  });
});

describe("what a caller sends", () => {
  const handler = route({ body: z.strictObject({ name: z.string().min(2) }), maxBodyBytes: 100 }, ({ body }) => body);

  test("a body of the right shape reaches the handler", async () => {
    expect(await (await handler(post('{"name":"Ann"}'), none)).json()).toEqual({ name: "Ann" });
  });

  test("the field at fault is named, with the rule it broke", async () => {
    const error = await errorOf(await handler(post('{"name":"A"}'), none));
    expect(error).toMatchObject({ code: "invalid_request", field: "name" });
    expect(error.message).toContain(">=2 characters");
  });

  test("unknown fields, broken JSON, broken text and other types are refused", async () => {
    const bad = [
      post('{"name":"Ann","admin":true}'),
      post('{"name":'),
      post(""),
      post(Uint8Array.from([0x22, 0xff, 0x22])),
      post("name=Ann", { "content-type": "application/x-www-form-urlencoded" }),
      post('{"name":"Ann"}', { "content-type": "text/plain" }),
    ];
    for (const request of bad) {
      const response = await handler(request, none);
      expect(response.status).toBe(400);
      expect((await errorOf(response)).code).toBe("invalid_request");
    }
  });

  test("a body beyond the limit is refused, even when it does not say its length", async () => {
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("x".repeat(64))),
    });
    const init = { method: "POST", body: endless, headers: { "content-type": "application/json" }, duplex: "half" };
    const response = await handler(new Request(URL_, init as RequestInit), none);
    expect(response.status).toBe(413);
    expect((await errorOf(response)).code).toBe("payload_too_large");
  });

  test("a query is parsed, and a wrong one is the caller's fault", async () => {
    const list = route({ query: z.object({ limit: z.coerce.number().max(100) }) }, ({ query }) => query);
    expect(await (await list(new Request(`${URL_}?limit=5`), none)).json()).toEqual({ limit: 5 });
    expect((await list(new Request(`${URL_}?limit=500`), none)).status).toBe(400);
  });

  test("a path that names nothing answers not found", async () => {
    const read = route({ params: z.object({ id: z.uuid() }) }, ({ params }) => params);
    const response = await read(new Request(URL_), { params: Promise.resolve({ id: "../../etc/passwd" }) });
    expect((await errorOf(response)).code).toBe("not_found");
  });

  test("parts of other bodies are parsed by the same rules", () => {
    expect(parseInput(z.number(), 1)).toBe(1);
    expect(() => parseInput(z.object({ a: z.number() }), { a: "1" })).toThrow("invalid_request");
  });
});

describe("who may call", () => {
  test("another site's page may not change anything", async () => {
    let ran = false;
    const handler = route({}, () => {
      ran = true;
    });
    const response = await handler(post("{}", { origin: "https://evil.example" }), none);
    expect((await errorOf(response)).code).toBe("foreign_origin");
    expect(ran).toBe(false);
  });

  test("another site's server may, where a route says so", async () => {
    const webhook = route({ sameOrigin: false }, () => ({ received: true }));
    expect((await webhook(post("{}", { origin: "https://pay.example" }), none)).status).toBe(200);
  });

  test("whoever is not signed in gets no further than that", async () => {
    let ran = false;
    const handler = route({ user: true, body: z.object({}) }, () => {
      ran = true;
    });
    const response = await handler(post("not even read"), none);
    expect((await errorOf(response)).code).toBe("unauthenticated");
    expect(ran).toBe(false);
  });
});
