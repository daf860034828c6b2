import { describe, expect, test, vi } from "vitest";
import { type SendOptions, send } from "#lib/providers/http/send.ts";
import { statusError } from "#lib/providers/http/status-error.ts";
import { freePort } from "#supabase/embedded/free-port.ts";
import { breakingOff, bytes, hangingUp, silence, startTestService, status } from "./service.ts";

const service = await startTestService();

const asked = (options: Partial<SendOptions> = {}, url = `${service.url}/edit`) =>
  send(
    url,
    { method: "POST", headers: { authorization: "Bearer secret" }, body: "picture" },
    { signal: new AbortController().signal, toError: (answer) => statusError(answer), ...options },
  );
const soon = { "retry-after": "0" };

test("a form arrives as one, also when it is sent again; one given up beforehand is not sent at all", async () => {
  const form = new FormData();
  form.append("prompt", "a boat");
  const sendForm = (signal: AbortSignal) =>
    send(`${service.url}/form`, { method: "POST", body: form }, { signal, toError: (answer) => statusError(answer) });
  service.replies(status(503, soon), status(200));
  await sendForm(new AbortController().signal);
  expect(service.requests).toHaveLength(2);
  for (const { headers, body } of service.requests) {
    expect(headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toContain("a boat");
  }
  await expect(sendForm(AbortSignal.abort("given up"))).rejects.toBe("given up");
  expect(service.requests).toHaveLength(2);
});

describe("an answer", () => {
  test("is read whole, and its body is JSON where it is JSON", async () => {
    service.replies(status(200, { "x-request-id": "r-1" }, '{"id":7}'));
    const answer = await asked();
    expect({ status: answer.status, json: answer.json(), id: answer.headers.get("x-request-id") }).toEqual({
      status: 200,
      json: { id: 7 },
      id: "r-1",
    });
    expect(service.requests).toMatchObject([{ url: "/edit", body: "picture" }]);
  });

  test("that is no JSON is null as JSON, and its text is there", async () => {
    service.replies(status(200, {}, "<html>"));
    const answer = await asked();
    expect([answer.json(), answer.text()]).toEqual([null, "<html>"]);
  });

  test("larger than allowed is refused", async () => {
    service.replies(bytes(Buffer.alloc(2000)));
    await expect(asked({ maxBytes: 1999 })).rejects.toMatchObject({ code: "bad_response" });
    service.replies(bytes(Buffer.alloc(2000)));
    expect((await asked({ maxBytes: 2000 })).bytes).toHaveLength(2000);
  });

  test("that redirects is not followed: the key stays where it was sent", async () => {
    service.replies(status(307, { location: `${service.url}/elsewhere` }));
    await expect(asked()).rejects.toMatchObject({ code: "bad_response" });
    expect(service.requests).toHaveLength(1);
  });
});

describe("a call that could be billed", () => {
  test.each([429, 503])("is sent again after %i, which refuses before the work", async (code) => {
    service.replies(status(code, soon), status(200, {}, "done"));
    expect((await asked()).text()).toBe("done");
    expect(service.requests).toHaveLength(2);
  });

  test("is sent three times at most", async () => {
    service.replies(status(429, soon));
    await expect(asked()).rejects.toMatchObject({ code: "provider_rate_limited" });
    expect(service.requests).toHaveLength(3);
  });

  test.each([400, 401, 402, 500, 502, 504])("is not sent again after %i", async (code) => {
    service.replies(status(code, soon));
    await expect(asked()).rejects.toMatchObject({ name: "RepaintError" });
    expect(service.requests).toHaveLength(1);
  });

  test("is not sent again when the connection broke, before the answer or within it", async () => {
    for (const reply of [hangingUp, breakingOff]) {
      service.replies(reply);
      await expect(asked()).rejects.toMatchObject({ code: "network" });
    }
    expect(service.requests).toHaveLength(2);
  });

  test("is not sent again where 429 means something that time does not mend", async () => {
    service.replies(status(429, soon));
    await expect(asked({ toError: (answer) => statusError(answer, "insufficient_credit") })).rejects.toMatchObject({
      code: "insufficient_credit",
    });
    expect(service.requests).toHaveLength(1);
  });

  test("does not wait where the provider asks for a long pause, and says how long", async () => {
    service.replies(status(429, { "retry-after": "60" }));
    await expect(asked()).rejects.toMatchObject({ code: "provider_rate_limited", retryAfterSeconds: 60 });
    expect(service.requests).toHaveLength(1);
  });

  test("waits as long as the provider asks, within reason", async () => {
    service.replies(status(503, { "retry-after": "1" }), status(200));
    const startedAt = performance.now();
    await asked();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(999);
  });

  test("is sent again when the connection was never made", async () => {
    const tries = vi.spyOn(globalThis, "fetch");
    await expect(asked({}, `http://127.0.0.1:${await freePort()}/edit`)).rejects.toMatchObject({ code: "network" });
    expect(tries).toHaveBeenCalledTimes(3);
    tries.mockRestore();
  });
});

describe("a read", () => {
  test.each([
    ["500", status(500)],
    ["a connection that broke", hangingUp],
    ["half an answer", breakingOff],
  ])("is repeated after %s", async (_, reply) => {
    service.replies(reply, status(200, {}, "done"));
    expect((await asked({ isRead: true })).text()).toBe("done");
  });

  test("is not repeated after a refusal that will not change", async () => {
    service.replies(status(401));
    await expect(asked({ isRead: true })).rejects.toMatchObject({ code: "invalid_key" });
    expect(service.requests).toHaveLength(1);
  });
});

describe("a cancelled call", () => {
  const reason = new Error("cancelled by the person");

  test("ends with the reason while the provider is silent", async () => {
    const abort = new AbortController();
    service.replies((outgoing, incoming) => {
      silence(outgoing, incoming);
      abort.abort(reason);
    });
    await expect(asked({ signal: abort.signal })).rejects.toBe(reason);
  });

  test("ends with the reason while it waits to be sent again", async () => {
    const abort = new AbortController();
    service.replies(status(429, { "retry-after": "4" }));
    const asking = asked({
      signal: abort.signal,
      toError: (answer) => {
        setImmediate(() => abort.abort(reason));
        return statusError(answer);
      },
    });
    await expect(asking).rejects.toBe(reason);
    expect(service.requests).toHaveLength(1);
  });
});

test("no key and no query of an address gets into an error", async () => {
  service.replies(hangingUp);
  const error = await asked({}, `${service.url}/edit?signature=hidden`).catch((thrown: Error) => thrown);
  expect(String(error)).not.toMatch(/secret|hidden/);
});
