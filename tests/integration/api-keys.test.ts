import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { KEY_SCOPES, type KeyScope, MAX_KEYS } from "#lib/contracts/keys.ts";
import { openApiDocument } from "#lib/contracts/openapi.ts";
import { database } from "#lib/server/database.ts";
import { env } from "#lib/server/env.ts";
import { route } from "#lib/server/http.ts";
import { POLICIES } from "#lib/server/limits/policies.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { createEchoProvider } from "#tests/sandbox/echo-provider.ts";
import { Browser } from "./auth-browser.ts";
import { type ApiCall, callApi } from "./call-api.ts";
import { together } from "./given.ts";
import { readEvents } from "./read-events.ts";
import { type Service, startService } from "./service.ts";

let service: Service;
let origin: string;
let browser: Browser;
let userId: string;

beforeAll(async () => {
  service = await startService([createEchoProvider]);
  origin = new URL(env().APP_URL).origin;
  browser = new Browser(origin);
  await browser.post("demo");
  userId = String((await browser.me()).body?.id);
});
afterAll(() => service.stop());

interface Key {
  readonly id: string;
  readonly secret: string;
}

/** As the page makes one. */
async function newKey(scopes: readonly KeyScope[] = KEY_SCOPES, more: object = {}): Promise<Key> {
  await database().query("update private.api_keys set revoked_at = now() where revoked_at is null");
  await database().query("delete from private.rate_limits");
  const { status, body } = await browser.ask("/api/v1/keys", {
    method: "POST",
    json: { name: "test", scopes, ...more },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as unknown as Key;
}

const withKey = (secret: string, path: string, { headers, ...call }: ApiCall = {}) =>
  callApi(origin, path, { ...call, headers: { authorization: `Bearer ${secret}`, ...headers } });

async function codeOf(response: Response): Promise<unknown> {
  const { error } = (await response.json()) as { error?: { code: string } };
  return error?.code ?? response.status;
}

describe("a key", () => {
  test("is told once, and only its hash is kept", async () => {
    const { id, secret } = await newKey(["read"]);
    expect(secret).toMatch(/^rp_[A-Za-z0-9_-]{43}$/);
    const listed = await browser.ask("/api/v1/keys");
    expect(listed.body).toMatchObject({
      items: [{ id, prefix: secret.slice(0, 9), scopes: ["read"], lastUsedAt: null }],
    });
    expect(JSON.stringify(listed.body)).not.toContain(secret.slice(9));
    const { rows } = await database().query<{ stored: string }>(
      "select to_jsonb(k)::text as stored from private.api_keys k",
    );
    expect(rows.map(({ stored }) => stored).join()).not.toContain(secret.slice(9));
  });

  test("uses the API in its owner's name, without cookies and from anywhere", async () => {
    const { secret } = await newKey();
    const me = await withKey(secret, "/api/v1/me", { headers: { origin: "https://elsewhere.example" } });
    expect(await me.json()).toMatchObject({ id: userId, email: env().REPAINT_DEMO_EMAIL });
    expect(me.headers.getSetCookie()).toEqual([]);
  });

  test("counts, and not the cookies, where a request brings both", async () => {
    const { secret } = await newKey(["edit"]);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    expect((await callApi(origin, "/api/v1/me", { headers: { cookie } })).status).toBe(200);
    expect(await codeOf(await withKey(secret, "/api/v1/me", { headers: { cookie } }))).toBe("forbidden");
    const wrong = await withKey(`rp_${"x".repeat(43)}`, "/api/v1/me", { headers: { cookie } });
    expect(await codeOf(wrong)).toBe("unauthenticated");
    expect(wrong.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
  });

  test("that is revoked, expired or made up is refused at once", async () => {
    const { id, secret } = await newKey();
    expect((await withKey(secret, "/api/v1/tokens")).status).toBe(200);
    expect((await browser.ask(`/api/v1/keys/${id}`, { method: "DELETE" })).status).toBe(204);
    expect(await codeOf(await withKey(secret, "/api/v1/tokens"))).toBe("unauthenticated");
    expect((await browser.ask(`/api/v1/keys/${id}`, { method: "DELETE" })).status).toBe(404);
    expect((await browser.ask("/api/v1/keys")).body).toEqual({ items: [] });

    const short = await newKey(["read"], { expiresInDays: 1 });
    expect((await withKey(short.secret, "/api/v1/tokens")).status).toBe(200);
    await database().query("update private.api_keys set expires_at = now() where id = $1", [short.id]);
    expect(await codeOf(await withKey(short.secret, "/api/v1/tokens"))).toBe("unauthenticated");
    for (const odd of ["", "rp_", "rp_' or true --", `${secret}x`]) {
      expect(await codeOf(await withKey(odd, "/api/v1/tokens"))).toBe("unauthenticated");
    }
  });

  test("reaches nothing of another account, and goes when its account does", async () => {
    const { secret } = await newKey();
    const stranger = await service.newUser(10);
    const image = await service.upload(stranger, await displayP3Jpeg(64, 64));
    expect((await withKey(secret, `/api/v1/images/${image.id}`)).status).toBe(404);
    expect((await withKey(secret, `/api/v1/images/${image.id}`, { method: "DELETE" })).status).toBe(404);

    await database().query("update private.api_keys set user_id = $1 where revoked_at is null", [stranger]);
    expect(await (await withKey(secret, "/api/v1/me")).json()).toMatchObject({ id: stranger });
    await database().query("delete from auth.users where id = $1", [stranger]);
    expect(await codeOf(await withKey(secret, "/api/v1/me"))).toBe("unauthenticated");
  });

  test("cannot be made by another key, nor twenty-one of them, nor with a scope there is not", async () => {
    const { secret } = await newKey();
    const json = { name: "more", scopes: ["read"] };
    expect(await codeOf(await withKey(secret, "/api/v1/keys", { method: "POST", json }))).toBe("forbidden");
    await database().query("delete from private.rate_limits");
    const asked = await together(MAX_KEYS + 4, () => createDirectly());
    expect(asked.filter((outcome) => outcome === "created")).toHaveLength(MAX_KEYS - 1);
    expect(new Set(asked)).toEqual(new Set(["created", "too_many_keys"]));
    const full = await browser.ask("/api/v1/keys", { method: "POST", json });
    expect(full.body).toMatchObject({ error: { code: "too_many_keys" } });
    for (const scopes of [[], ["admin"], ["read", "read"]]) {
      const odd = await browser.ask("/api/v1/keys", { method: "POST", json: { name: "odd", scopes } });
      expect(odd.body).toMatchObject({ error: { code: "invalid_request" } });
    }
  });

  async function createDirectly(): Promise<string> {
    const key = { name: "n", prefix: "rp_abcdef", secretSha256: randomHash(), scopes: ["read"] };
    const { rows } = await database().query("select private.create_api_key($1, $2, $3) ->> 'outcome' as outcome", [
      userId,
      key,
      MAX_KEYS,
    ]);
    return rows[0].outcome;
  }
});

const randomHash = () => (randomUUID() + randomUUID()).replaceAll("-", "");

interface Operation {
  readonly operationId: string;
  readonly security: readonly { readonly session?: unknown; readonly apiKey?: readonly KeyScope[] }[];
}

const OPERATIONS = Object.entries(openApiDocument().paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security }]) => ({
      operationId,
      method: method.toUpperCase(),
      path: path.replace(/\{([xyz])\}/g, "0").replace(/\{\w+\}/g, randomUUID()),
      isPublic: security.length === 0,
      scope: security.find(({ apiKey }) => apiKey)?.apiKey?.[0] ?? null,
    })),
);

describe("what a key may do is what the description says:", () => {
  let keys: Record<KeyScope, Key>;

  beforeAll(async () => {
    const [read, write, edit] = [await newKey(["read"]), await newKey(["write"]), await newKey(["edit"])];
    await database().query("update private.api_keys set revoked_at = null where id = any($1)", [
      [read.id, write.id, edit.id],
    ]);
    keys = { read, write, edit };
  });

  test.each(OPERATIONS.filter(({ isPublic }) => !isPublic))(
    "$operationId needs $scope",
    async ({ method, path, scope }) => {
      for (const held of KEY_SCOPES) {
        const response = await withKey(keys[held].secret, path, { method });
        const refused = response.status === 403 && response.headers.get("www-authenticate") !== null;
        await response.body?.cancel();
        expect([held, refused ? "refused" : "let through"]).toEqual([held, held === scope ? "let through" : "refused"]);
        if (!refused) expect([401, 403]).not.toContain(response.status);
      }
    },
  );

  test("reading and writing the account, buying, administration and keys are for no key", () => {
    const none = OPERATIONS.filter(({ isPublic, scope }) => !isPublic && scope === null).map(({ path }) => path);
    expect(none.length).toBeGreaterThan(3);
    for (const path of none) expect(path).toMatch(/^\/api\/v1\/(auth|account|checkout|keys|admin)(\/|$)/);
    for (const { path, scope } of OPERATIONS.filter(({ scope }) => scope !== null)) {
      expect([path, scope]).not.toEqual([
        expect.stringMatching(/^\/api\/v1\/(auth|account|checkout|keys|admin)(\/|$)/),
        scope,
      ]);
    }
  });
});

test("what anybody may call is the same with a key: a page of another site cannot end a session by sending one", async () => {
  const { secret } = await newKey();
  const headers = { origin: "https://evil.example" };
  const answer = await withKey(secret, "/api/v1/auth/sign-out", { method: "POST", headers });
  expect(await codeOf(answer)).toBe("foreign_origin");
});

test("what is for administrators is for no key, whosever it is", async () => {
  const { secret } = await newKey();
  const headers = { authorization: `Bearer ${secret}` };
  const request = new Request(`${origin}/api/v1/admin/anything`, { headers });
  const answer = await route({ user: "admin" }, () => ({}))(request, { params: Promise.resolve({}) });
  expect(await codeOf(answer)).toBe("forbidden");
});

test("a program uploads, edits, follows, looks and exports by its key alone", async () => {
  const { secret } = await newKey();
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(await displayP3Jpeg(320, 240))], { type: "image/jpeg" }), "photo.jpg");
  const uploaded = await withKey(secret, "/api/v1/images", { method: "POST", form });
  expect(uploaded.status).toBe(201);
  const image = (await uploaded.json()) as Image;

  const mask = await circleMask(image, { x: 100, y: 100, radius: 30 });
  const ask = new FormData();
  ask.set("request", JSON.stringify({ imageId: image.id, operation: "erase", model: "auto" }));
  ask.set("mask", new Blob([new Uint8Array(mask)], { type: "image/png" }), "mask.png");
  const placed = await withKey(secret, "/api/v1/edits", { method: "POST", form: ask });
  expect(placed.status).toBe(202);
  const edit = (await placed.json()) as Edit;

  const events = await withKey(secret, `/api/v1/edits/${edit.id}/events`);
  const told = await readEvents(events.body as ReadableStream);
  expect(told.at(-1)).toMatchObject({ event: "done", edit: { status: "succeeded" } });
  expect((await withKey(secret, `/api/v1/images/${image.id}/tiles/0/0/0`)).status).toBe(200);
  const exported = await withKey(secret, `/api/v1/images/${image.id}/export?edit=${edit.id}&format=png`);
  expect(exported.status).toBe(200);
  expect((await exported.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  expect((await withKey(secret, `/api/v1/images/${image.id}`, { method: "DELETE" })).status).toBe(204);
});

test("a key is counted apart from its account, and what is left is in the answer", async () => {
  const { secret } = await newKey(["read"]);
  const { points, seconds } = POLICIES.read.perKey;
  const { headers } = await withKey(secret, "/api/v1/tokens");
  expect(headers.get("ratelimit-policy")).toBe(`"read-key";q=${points};w=${seconds}`);
  expect(headers.get("ratelimit")).toMatch(new RegExp(`^"read-key";r=${points - 1};t=\\d+$`));
  await database().query("update private.rate_limits set points = $1 where key like 'read-key:%'", [points]);
  const refused = await withKey(secret, "/api/v1/tokens");
  expect(refused.status).toBe(429);
  expect(await codeOf(refused)).toBe("rate_limited");
  expect((await browser.ask("/api/v1/tokens")).status).toBe(200);
});

test("its last use is noted once a minute, whichever process it comes to, and the secret reaches no log", async () => {
  const { id, secret } = await newKey(["read"]);
  const usedAt = async () => {
    const { rows } = await database().query<{ at: Date | null }>(
      "select last_used_at as at from private.api_keys where id = $1",
      [id],
    );
    return rows[0]?.at?.getTime() ?? null;
  };
  const otherProcess = () =>
    promisify(execFile)(
      process.execPath,
      ["--conditions=react-server", "--input-type=module", "-e", USE_IN_ANOTHER_PROCESS],
      { env: { ...process.env, TEST_SECRET: secret }, cwd: process.cwd() },
    );
  expect(await usedAt()).toBeNull();
  const [{ stdout, stderr }] = await Promise.all([
    otherProcess(),
    together(20, () => withKey(secret, "/api/v1/tokens")),
  ]);
  expect(stdout).toContain("statuses: 200 401 403");
  expect(stdout + stderr).toContain("request refused");
  expect(stdout + stderr).not.toContain(secret.slice(9));
  const first = await usedAt();
  expect(first).not.toBeNull();
  await Promise.all([otherProcess(), withKey(secret, "/api/v1/tokens")]);
  expect(await usedAt()).toBe(first);
  await database().query("update private.api_keys set last_used_at = now() - interval '61 seconds' where id = $1", [
    id,
  ]);
  await withKey(secret, "/api/v1/tokens");
  expect(await usedAt()).toBeGreaterThan(first as number);
});

const USE_IN_ANOTHER_PROCESS = `
  const { route } = await import("#lib/server/http.ts");
  const { log } = await import("#lib/server/log.ts");
  const { closeDatabase } = await import("#lib/server/database.ts");
  log.level = "trace";
  const secret = process.env.TEST_SECRET;
  const ask = async (options, bearer) => {
    const headers = { authorization: "Bearer " + bearer };
    const request = new Request("http://localhost/api/v1/tokens?secret=no", { headers });
    log.info({ headers }, "a request");
    return (await route(options, () => ({}))(request, { params: Promise.resolve({}) })).status;
  };
  const statuses = [
    await ask({ user: true }, secret),
    await ask({ user: true }, secret + "x"),
    await ask({ user: true, keyScope: "edit" }, secret),
  ];
  await closeDatabase();
  console.log("statuses: " + statuses.join(" "));
`;
