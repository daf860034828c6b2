import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { type APIRequestContext, expect, request, test } from "@playwright/test";
import { circleMask } from "#tests/fixtures/masks.ts";
import { signUp } from "./account.ts";
import { SAMPLE } from "./test.ts";

/** Someone else, who knows every id there is. */
let owner: APIRequestContext;
let stranger: APIRequestContext;
let guest: APIRequestContext;

test.beforeAll(async ({ baseURL }) => {
  const origin = baseURL as string;
  [owner, stranger, guest] = (await Promise.all(
    [1, 2, 3].map(() => request.newContext({ baseURL: origin, extraHTTPHeaders: { Origin: origin } })),
  )) as [APIRequestContext, APIRequestContext, APIRequestContext];
  expect((await owner.post("/api/v1/auth/demo")).ok()).toBe(true);
  await signUp(stranger, origin);
});
test.afterAll(() => Promise.all([owner, stranger, guest].map((context) => context.dispose())));

test("one account can read, change and follow nothing of another's, with every id known", async () => {
  const uploaded = await owner.post("/api/v1/images", {
    multipart: { file: { name: "a.jpg", mimeType: "image/jpeg", buffer: readFileSync(SAMPLE) } },
  });
  expect(uploaded.status()).toBe(201);
  const image = await uploaded.json();
  const mask = Buffer.from(await circleMask(image, { x: 300, y: 300, radius: 30 }));
  const ask = (parentEditId: string | null = null) => ({
    multipart: {
      request: JSON.stringify({ imageId: image.id, parentEditId, operation: "erase", model: "auto" }),
      mask: { name: "mask.png", mimeType: "image/png", buffer: mask },
    },
    headers: { "Idempotency-Key": randomUUID() },
  });
  const placed = await owner.post("/api/v1/edits", ask());
  expect(placed.status()).toBe(202);
  const { id } = await placed.json();
  await owner.get(`/api/v1/edits/${id}/events`);
  const edit = await (await owner.get(`/api/v1/edits/${id}`)).json();
  expect(edit.status).toBe("succeeded");

  const reads = [
    `/api/v1/images/${image.id}`,
    `/api/v1/images/${image.id}/file`,
    `/api/v1/images/${image.id}/thumbnail`,
    `/api/v1/images/${image.id}/tiles/0/0/0`,
    `/api/v1/images/${image.id}/export`,
    `/api/v1/images/${image.id}/export?edit=${id}`,
    `/api/v1/edits/${id}`,
    `/api/v1/edits/${id}/events`,
    `/api/v1/edits/${id}/mask`,
    edit.patches[0].url,
  ];
  for (const path of reads) {
    expect((await owner.get(path)).status(), `owner ${path}`).toBe(200);
    expect((await stranger.get(path)).status(), `stranger ${path}`).toBe(404);
    expect((await guest.get(path)).status(), `guest ${path}`).toBe(401);
  }
  for (const path of ["/api/v1/images", "/api/v1/tokens", "/api/v1/tokens/entries", "/api/v1/me", "/api/v1/models"]) {
    expect((await guest.get(path)).status(), `guest ${path}`).toBe(401);
  }
  expect((await (await stranger.get("/api/v1/images")).json()).items).toEqual([]);
  const entries = JSON.stringify(await (await stranger.get("/api/v1/tokens/entries")).json());
  expect(entries).not.toContain(id);

  expect((await stranger.patch(`/api/v1/images/${image.id}`, { data: { name: "mine" } })).status()).toBe(404);
  expect((await stranger.delete(`/api/v1/images/${image.id}`)).status()).toBe(404);
  expect((await stranger.delete(`/api/v1/edits/${id}`)).status()).toBe(404);
  expect((await stranger.post("/api/v1/edits", ask())).status()).toBe(404);
  expect((await stranger.post("/api/v1/edits", ask(id))).status()).toBe(404);
  expect((await guest.post("/api/v1/edits", ask())).status()).toBe(401);
});

test("a page of another site can change nothing", async () => {
  for (const origin of ["https://evil.example", "null"]) {
    const answer = await owner.post("/api/v1/auth/sign-out", { headers: { Origin: origin } });
    expect((await answer.json()).error.code).toBe("foreign_origin");
  }
});

test("every refused upload says why and leaves nothing behind", async () => {
  const before = (await (await owner.get("/api/v1/images")).json()).items.length;
  const sample = readFileSync(SAMPLE);
  const files: [string, Buffer][] = [
    ["unsupported_format", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["unsupported_format", Buffer.from("%PDF-1.7 no picture")],
    ["unsupported_format", Buffer.alloc(0)],
    ["corrupt_image", sample.subarray(0, sample.length >> 1)],
    ["file_too_large", Buffer.concat([sample, Buffer.alloc(61 * 1024 * 1024)])],
  ];
  for (const [code, buffer] of files) {
    const answer = await owner.post("/api/v1/images", {
      multipart: { file: { name: "photo.jpg", mimeType: "image/jpeg", buffer } },
    });
    expect((await answer.json()).error.code).toBe(code);
  }
  expect((await (await owner.get("/api/v1/images")).json()).items).toHaveLength(before);
});
