import { afterAll, beforeAll, expect, test } from "vitest";
import type { Image } from "#lib/contracts/image.ts";
import { type SelectionRequest, selectionRequest } from "#lib/contracts/selection.ts";
import { createSelector } from "#lib/engine/select/selector.ts";
import { createLocalProvider } from "#lib/providers/local.ts";
import type { Provider, ProviderCall } from "#lib/providers/provider.ts";
import type { ProviderSettings } from "#lib/providers/settings.ts";
import { decodeGreyMask } from "#lib/server/codec/untrusted.ts";
import { env } from "#lib/server/env.ts";
import { selectObject } from "#lib/server/select-object/select-object.ts";
import { getObject, pathOf } from "#lib/server/storage.ts";
import { deleteImage } from "#lib/server/store/images.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { openSamples } from "#tests/fixtures/pictures.ts";
import { ballOnMeadow, overlap, type Scene } from "#tests/fixtures/scene.ts";
import { POST } from "../../app/api/v1/images/[id]/selections/route.ts";
import { Browser } from "./auth-browser.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";

/** Larger than a display tile, so that pictures are put together from several. */
const scene = ballOnMeadow(1500, 1000);
const clickAt = (x: number, y: number): SelectionRequest => ({ mode: "object", points: [{ x, y, label: "add" }] });
const CLICK = clickAt(630, 520);

const selector = createSelector();
let service: Service;
let browser: Browser;
let user: string;
let image: Image;

beforeAll(async () => {
  service = await startService([createYellowProvider], { selector });
  browser = new Browser(new URL(env().APP_URL).origin);
  await browser.post("demo");
  user = String((await browser.me()).body?.id);
  image = await service.upload(user, await jpegOf(scene));
});
afterAll(async () => {
  await service.stop();
  await selector.close();
});

const jpegOf = ({ width, height, pixels }: Scene) =>
  openSamples({ width, height, channels: 3, data: pixels }).jpeg({ quality: 92 }).toBuffer();

/** Answers all yellow, whatever it is asked. */
function createYellowProvider(settings: ProviderSettings): Provider {
  const yellow = async ({ width, height }: ProviderCall) => ({
    image: {
      bytes: new Uint8Array(width * height * 3).map((_, at) => [240, 210, 40][at % 3]!),
      format: "raw" as const,
    },
    warnings: [],
    requestId: null,
    costMicroUsd: null,
  });
  return { ...createLocalProvider(settings), edit: yellow };
}

const select = async (wish: SelectionRequest, of = { user, image: image.id }) =>
  selectObject(of.user, of.image, selectionRequest.parse(wish));

/** The mask on the whole picture, and the answer. */
async function selected(wish: SelectionRequest) {
  const selection = await select(wish);
  // As an edit reads its mask.
  const { data } = await decodeGreyMask(selection.mask, selection);
  const whole = new Uint8Array(1500 * 1000);
  for (let y = 0; y < selection.height; y++) {
    const row = data.subarray(y * selection.width, (y + 1) * selection.width);
    whole.set(row, (selection.y + y) * 1500 + selection.x);
  }
  return { selection, whole };
}

test("a new photo is prepared before anybody clicks", async () => {
  const path = pathOf.embedding(user, image.id, null);
  const bytes = await waitFor("the photo to be prepared", () => getObject(path).catch(() => null));
  expect(bytes).toHaveLength(2 * 256 * 64 * 64);
});

test("a click selects the object under it, with the photo's own edge, and nothing else", async () => {
  const { selection, whole } = await selected(CLICK);
  expect(overlap(whole, scene.object)).toBeGreaterThan(0.96);
  expect(selection.method).toBe("model");
  expect(selection.width).toBeLessThan(600);
});

test("a mask as large as the picture can be asked for, ready for an edit", async () => {
  const { selection, whole } = await selected({ ...CLICK, area: "picture" });
  expect(selection).toMatchObject({ x: 0, y: 0, width: 1500, height: 1000 });
  expect(overlap(whole, scene.object)).toBeGreaterThan(0.96);
});

test("subject and background are found without pointing, and are each other's rest", async () => {
  const { whole: subject } = await selected({ mode: "subject" });
  const { whole: background } = await selected({ mode: "background" });
  expect(overlap(subject, scene.object)).toBeGreaterThan(0.95);
  expect(
    overlap(
      background,
      subject.map((value) => 255 - value),
    ),
  ).toBeGreaterThan(0.97);
});

test("what an edit has put into the picture can be selected on its version, and is not there on the original", async () => {
  const mask = await circleMask(image, { x: 1130, y: 330, radius: 140 });
  const edit = await service.waitForEnd(user, await service.request(user, image, mask, { model: "local/migan" }));
  expect(edit.status).toBe("succeeded");
  const click = clickAt(1130, 330);
  const { whole } = await selected({ ...click, edit: edit.id });
  const { data: drawn } = await decodeGreyMask(mask, image);
  expect(overlap(whole, drawn)).toBeGreaterThan(0.75);
  const { whole: before } = await selected(click);
  expect(overlap(before, drawn)).toBeLessThan(0.5);
  expect(await getObject(pathOf.embedding(user, image.id, edit.id))).not.toHaveLength(0);
});

test("over HTTP the answer is a picture that says where it lies", async () => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const request = new Request(`${browser.origin}/api/v1/images/${image.id}/selections`, {
    method: "POST",
    headers: { origin: browser.origin, cookie, "content-type": "application/json" },
    body: JSON.stringify({ mode: "object", box: { x: 390, y: 290, width: 480, height: 460 } }),
  });
  const response = await POST(request, { params: Promise.resolve({ id: image.id }) });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("image/png");
  expect(response.headers.get("selection-method")).toBe("model");
  const [x, y] = ["selection-x", "selection-y"].map((name) => Number(response.headers.get(name)));
  expect(Math.abs(x! - 410)).toBeLessThan(12);
  expect(Math.abs(y! - 300)).toBeLessThan(12);
});

test("another person's image does not exist for them", async () => {
  const stranger = await service.newUser(0);
  await expect(select(CLICK, { user: stranger, image: image.id })).rejects.toMatchObject({ code: "not_found" });
});

test("a point outside of the picture is refused by name", async () => {
  await expect(select(clickAt(1501, 5))).rejects.toMatchObject({ code: "invalid_request", field: "points" });
});

test("a deleted image takes what the model made of it along", async () => {
  const path = pathOf.embedding(user, image.id, null);
  await deleteImage(user, image.id);
  await waitFor("the files to go", () =>
    getObject(path).then(
      () => false,
      ({ code }) => code === "not_found",
    ),
  );
  await expect(select(CLICK)).rejects.toMatchObject({ code: "not_found" });
});
