import { beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "#lib/client/api-error.ts";
import { LocalPhoto } from "#lib/client/photo/local/local-photo.ts";
import type { Image } from "#lib/contracts/image.ts";
import { imageSample } from "#tests/unit/client/image-sample.ts";

const uploads = vi.hoisted(() => ({
  sent: [] as { id: string; settle: { resolve: (image: Image) => void; reject: (error: unknown) => void } }[],
}));
vi.mock("#lib/client/api.ts", () => ({
  uploadImage: ({ id }: { id: string }, { onProgress }: { onProgress: (fraction: number) => void }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Image>();
    uploads.sent.push({ id, settle: { resolve, reject } });
    onProgress(0.4);
    return promise;
  },
}));

const HEADER = { format: "jpeg", width: 4000, height: 3000, hasAlpha: false } as const;
const open = () =>
  new LocalPhoto({ id: "photo", file: new File(["bytes"], "a.jpg"), header: HEADER, email: "a@example.com" });

beforeEach(() => {
  uploads.sent = [];
});

test("a photo that could not be sent is sent again by the id it had, until the server has it", async () => {
  const photo = open();
  const first = photo.send();
  expect(photo.upload.getState()).toEqual({ phase: "sending", fraction: 0.4 });
  void photo.send();
  uploads.sent[0]?.settle.reject(new ApiError("unavailable"));
  await first;
  expect(photo.upload.getState()).toMatchObject({ phase: "failed", error: { code: "unavailable" } });

  const second = photo.send();
  uploads.sent[1]?.settle.resolve(imageSample());
  await second;
  expect(photo.isSaved()).toBe(true);
  await photo.send();
  expect(uploads.sent.map(({ id }) => id)).toEqual(["photo", "photo"]);
});

test("until then it is what its file says, and afterwards what the server says", async () => {
  const photo = open();
  expect(photo.image).toMatchObject({
    ...HEADER,
    name: "a.jpg",
    bytes: 5,
    tiles: { size: 1024, levels: 3 },
    edits: [],
  });
  const sending = photo.send();
  const saved = { ...imageSample(), colourProfile: "Display P3" };
  uploads.sent[0]?.settle.resolve(saved);
  await sending;
  expect(photo.image).toMatchObject({ id: saved.id, colourProfile: "Display P3" });
});

test("nothing is sent any more for someone who has left", async () => {
  const photo = open();
  photo.close();
  await photo.send();
  expect(uploads.sent).toEqual([]);
});

test("its picture can be looked at until something takes it to show it from then on", async () => {
  const photo = open();
  const decoded = photo.untakenPicture;
  expect(decoded).not.toBeNull();
  let isTaken = false;
  void photo.taken.then(() => {
    isTaken = true;
  });
  await Promise.allSettled([decoded]);
  expect(isTaken).toBe(false);
  // The very one that was looked at: it is not decoded a second time.
  expect(photo.takePicture()).toBe(decoded);
  expect(photo.untakenPicture).toBeNull();
  await photo.taken;
  expect(isTaken).toBe(true);
});
