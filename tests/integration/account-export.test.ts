import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { exportAccount } from "#lib/server/account-export/export-account.ts";
import { readStoredZip, type ZipEntry } from "#lib/server/codec/zip.ts";
import { database } from "#lib/server/database.ts";
import { env } from "#lib/server/env.ts";
import { getObject, pathOf, putObject, removeObject } from "#lib/server/storage.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { createEchoProvider } from "#tests/sandbox/echo-provider.ts";
import { Browser } from "./auth-browser.ts";
import { callApi } from "./call-api.ts";
import { FACTS } from "./given.ts";
import { type Service, startService } from "./service.ts";

let service: Service;
let browser: Browser;
let userId: string;

beforeAll(async () => {
  service = await startService([createEchoProvider]);
  browser = new Browser(new URL(env().APP_URL).origin);
  await browser.post("demo");
  userId = String((await browser.me()).body?.id);
});
afterAll(() => service.stop());

async function ask(language = "en", method = "GET"): Promise<Response> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return callApi(browser.origin, "/api/v1/account/export", {
    method,
    headers: { cookie, "accept-language": language },
  });
}

async function filesIn(response: Response): Promise<Map<string, ZipEntry["bytes"]>> {
  const archive = Buffer.from(await response.arrayBuffer());
  return new Map([...readStoredZip(archive)].map(({ name, bytes }) => [name, bytes]));
}

describe("the archive of an account", () => {
  let image: Image;
  let edit: Edit;
  let original: Uint8Array;
  let mask: Uint8Array;

  beforeAll(async () => {
    original = await displayP3Jpeg(320, 240);
    image = await service.upload(userId, original, "../über/sea: a view?.jpg");
    mask = await circleMask(image, { x: 100, y: 100, radius: 30 });
    const asked = { model: "auto", prompt: "calm water" };
    edit = await service.waitForEnd(userId, await service.request(userId, image, mask, asked));
    expect(edit.status).toBe("succeeded");
    await browser.ask("/api/v1/keys", { method: "POST", json: { name: "script", scopes: ["read"] } });
    await service.upload(await service.newUser(0), await displayP3Jpeg(64, 64), "somebody else's.jpg");
  });

  test("holds what was uploaded, marked and painted, as it is stored", async () => {
    for (let times = 0; times < 5; times++) expect((await ask("en", "HEAD")).status, "it is only asked for").toBe(204);
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/zip");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="repaint-\d{4}-\d\d-\d\d\.zip"$/,
    );
    const files = await filesIn(response);
    const folder = `photos/sea_ a view_.jpg ${image.id.slice(0, 8)}`;
    const below = `${folder}/edits/${edit.id}`;
    expect([...files.keys()].sort()).toEqual(
      ["README.txt", "account.json", `${folder}/original.jpeg`, `${below}/mask.png`, `${below}/result-1.png`].sort(),
    );
    expect(Buffer.from(files.get(`${folder}/original.jpeg`) ?? []).equals(original)).toBe(true);
    expect(Buffer.from(files.get(`${below}/mask.png`) ?? []).equals(mask)).toBe(true);
    const { rows } = await database().query<{ path: string }>("select path from public.patches where edit_id = $1", [
      edit.id,
    ]);
    expect(Buffer.from(files.get(`${below}/result-1.png`) ?? []).equals(await getObject(rows[0]?.path ?? ""))).toBe(
      true,
    );

    const account = JSON.parse(Buffer.from(files.get("account.json") ?? []).toString());
    expect(account).toMatchObject({
      profile: { id: userId, email: env().REPAINT_DEMO_EMAIL, role: "user", createdAt: expect.any(String) },
      tokens: { held: 0 },
      apiKeys: [{ name: "script", scopes: ["read"] }],
      purchases: [],
      photos: [{ id: image.id, folder, edits: [{ id: edit.id, prompt: "calm water", window: expect.any(Object) }] }],
    });
    expect(account.entries.map(({ kind }: { kind: string }) => kind)).toEqual(["capture", "hold", "grant"]);
    expect(JSON.stringify(account)).not.toMatch(/secret|sha256|somebody/);
  });

  test("explains itself in the language of whoever asks", async () => {
    const readme = async (language: string) =>
      Buffer.from((await filesIn(await ask(language))).get("README.txt") ?? []);
    expect((await readme("de")).toString()).toMatch(/^Dieses Archiv/);
    expect((await readme("ar")).toString()).toMatch(/^يضم هذا الأرشيف/);
  });

  test("is made three times an hour, and only for who is signed in", async () => {
    for (const method of ["HEAD", "GET"]) {
      const refused = await ask("en", method);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3_000);
      expect((await callApi(browser.origin, "/api/v1/account/export", { method })).status).toBe(401);
    }
  });
});

test("an archive of many large files is made a piece at a time, and no further when nobody reads on", async () => {
  const user = await service.newUser(0);
  const LARGE = 24 * 1024 * 1024;
  const COUNT = 6;
  const bytes = randomBytes(LARGE);
  for (let index = 0; index < COUNT; index++) {
    const id = randomUUID();
    await putObject(pathOf.original(user, id), bytes, "image/jpeg");
    const call = (name: string, ...values: unknown[]) =>
      database().query(`select private.${name}(${values.map((_, at) => `$${at + 1}`)})`, values);
    await call("create_image", user, { id, name: "large.jpg", format: "jpeg", bytes: LARGE });
    await call("finish_image", id, FACTS);
  }
  const taken = countTaken();
  let total = 0;
  let ahead = 0;
  for await (const chunk of (await exportAccount(user, "en")).body as ReadableStream<Uint8Array>) {
    total += chunk.byteLength;
    ahead = Math.max(ahead, taken() - total);
  }
  expect(total).toBeGreaterThan(COUNT * LARGE);
  expect(taken()).toBe(COUNT * LARGE);
  expect(ahead).toBeLessThan(1024 * 1024);

  const before = taken();
  const reader = ((await exportAccount(user, "en")).body as ReadableStream<Uint8Array>).getReader();
  for (let read = 0; read < LARGE / 2; ) read += (await reader.read()).value?.byteLength ?? 0;
  await reader.cancel();
  expect((await reader.read()).done).toBe(true);
  expect(taken() - before).toBeLessThan(LARGE / 2 + 1024 * 1024);
  vi.restoreAllMocks();
});

/** How many bytes of stored originals have been taken from storage so far. */
function countTaken(): () => number {
  let taken = 0;
  const send = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const response = await send(input, init);
    if (!String(input).includes("/original") || init?.method === "POST") return response;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        taken += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body?.pipeThrough(counter), response);
  });
  return () => taken;
}

test("a file that went while the archive was made is left out, and the rest is there", async () => {
  const user = await service.newUser(0);
  const image = await service.upload(user, await displayP3Jpeg(64, 64));
  await service.upload(user, await displayP3Jpeg(64, 64));

  await removeObject(pathOf.original(user, image.id));
  const files = await filesIn(await exportAccount(user, "en"));
  expect([...files.keys()].filter((name) => name.endsWith("original.jpeg"))).toHaveLength(1);
});
