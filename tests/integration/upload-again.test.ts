import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "#lib/server/database.ts";
import { getObject, pathOf } from "#lib/server/storage.ts";
import { createImage, deleteImage, leaveImage } from "#lib/server/store/images.ts";
import { uploadImage } from "#lib/server/upload-image.ts";
import { openSamples } from "#tests/fixtures/pictures.ts";
import { makeSamples8 } from "#tests/fixtures/samples.ts";
import { together } from "./given.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";

let service: Service;
let user: string;
let photo: Uint8Array;
let other: Uint8Array;

beforeAll(async () => {
  service = await startService([]);
  user = await service.newUser(10);
  photo = await openSamples(makeSamples8(96, 64, 3))
    .jpeg()
    .toBuffer();
  other = await openSamples(makeSamples8(64, 96, 3))
    .jpeg()
    .toBuffer();
});
afterAll(() => service.stop());

const send = (id: string, bytes: Uint8Array, by = user) => uploadImage(by, { name: "photo.jpg", bytes, id });
const rowsOf = async (id: string) =>
  (await database().query("select state from public.images where id = $1", [id])).rows;

const filesRemoved = (id: string) =>
  waitFor("the files to be removed", async () => {
    const { rows } = await database().query(
      "select from graphile_worker._private_jobs where payload->>'prefix' = $1 and run_at <= now()",
      [pathOf.image(user, id)],
    );
    return rows.length === 0;
  });

test("a photo sent again by its id, even at the same time, is one photo", async () => {
  const id = randomUUID();
  const twins = await together(3, () => send(id, photo));
  const again = await send(id, photo);
  expect(new Set([...twins, again].map((image) => JSON.stringify(image)))).toHaveLength(1);
  expect(again).toMatchObject({ id, width: 96, height: 64 });
  expect(await rowsOf(id)).toEqual([{ state: "ready" }]);
});

test("an id that is another photo's or another person's is refused, and that photo stays as it is", async () => {
  const id = randomUUID();
  await send(id, photo);
  const stranger = await service.newUser(10);
  await expect(send(id, other)).rejects.toMatchObject({ code: "idempotency_conflict", field: "id" });
  await expect(send(id, photo, stranger)).rejects.toMatchObject({ code: "idempotency_conflict" });
  const unnamed = await service.upload(user, photo);
  await expect(send(unnamed.id, photo)).rejects.toMatchObject({ code: "idempotency_conflict" });
  expect(await getObject(pathOf.original(user, id))).toEqual(new Uint8Array(photo));
});

test("a refused photo is refused again, and its id is free for one that can be read", async () => {
  const id = randomUUID();
  const broken = photo.subarray(0, photo.length / 2);
  await expect(send(id, broken)).rejects.toMatchObject({ code: "corrupt_image" });
  await filesRemoved(id);
  await expect(send(id, broken)).rejects.toMatchObject({ code: "corrupt_image" });
  await filesRemoved(id);
  expect(await send(id, photo)).toMatchObject({ id });
});

test("removing the files of a photo that is gone leaves those of one that came again by its id", async () => {
  const id = randomUUID();
  await send(id, photo);
  await deleteImage(user, id);
  await filesRemoved(id);
  await send(id, photo);
  // The second removal, which follows minutes later.
  await database().query("update graphile_worker._private_jobs set run_at = now() where payload->>'prefix' = $1", [
    pathOf.image(user, id),
  ]);
  await filesRemoved(id);
  expect(await getObject(pathOf.original(user, id))).toEqual(new Uint8Array(photo));
});

test("an upload whose server died or gave up is taken over by the next one of its id", async () => {
  const id = randomUUID();
  const sha256 = createHash("sha256").update(photo).digest("hex");
  const row = { id, name: "photo.jpg", format: "jpeg" as const, bytes: photo.length, sha256 };
  expect(await createImage(user, row)).toBe("created");
  expect(await createImage(user, row)).toBe("exists");
  await leaveImage(user, id);
  expect(await createImage(user, row)).toBe("created");
  await database().query("update public.images set receiving_since = now() - interval '2 minutes' where id = $1", [id]);
  expect(await send(id, photo)).toMatchObject({ id, width: 96 });
});
