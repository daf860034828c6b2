import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createOpenaiProvider } from "#lib/providers/openai/openai.ts";
import { editEvents } from "#lib/server/edit-events.ts";
import { getObject, pathOf } from "#lib/server/storage.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { type Sandbox, startSandbox } from "#tests/sandbox/kit/server.ts";
import { openai } from "#tests/sandbox/standins/openai.ts";
import { readEvents } from "./read-events.ts";
import { type Service, startService } from "./service.ts";

const CIRCLE = { x: 200, y: 200, radius: 50 };
let sandbox: Sandbox;
let service: Service;

beforeAll(async () => {
  sandbox = await startSandbox([openai]);
  Object.assign(process.env, { OPENAI_BASE_URL: sandbox.baseUrlOf("openai"), OPENAI_API_KEY: openai.key });
  service = await startService([createOpenaiProvider]);
});
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await service.stop();
  await sandbox.close();
});

async function place() {
  const user = await service.newUser(1000);
  const image = await service.upload(user, await displayP3Jpeg(400, 400));
  const asked = { model: "openai/gpt-image-2", operation: "inpaint", prompt: "a bird" } as const;
  const edit = await service.request(user, image, await circleMask(image, CIRCLE), asked);
  return { user, image, edit };
}

test("unfinished pictures are seen while OpenAI paints, and nothing of them outside the mask", async () => {
  const finish = sandbox.hold("openai");
  const { user, image, edit } = await place();
  let seen = 0;
  const told = await readEvents(editEvents(user, edit, null, new AbortController().signal), async (event) => {
    const { preview, status, spreadPixels } = event.edit;
    if (event.event !== "preview" || !preview || seen++ > 0) return;
    expect(status).toBe("running");
    const png = await getObject(pathOf.preview(user, image.id, edit.id));
    const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    let painted = 0;
    for (let at = 0; at < info.width * info.height; at++) {
      const [x, y] = [preview.x + (at % info.width), preview.y + Math.floor(at / info.width)];
      const isNear = Math.hypot(x - CIRCLE.x, y - CIRCLE.y) <= CIRCLE.radius + spreadPixels + 1;
      if ((data[at * 4 + 3] as number) > 0) painted++;
      if (!isNear) expect(data[at * 4 + 3], `${x}, ${y}`).toBe(0);
    }
    expect(painted).toBeGreaterThan(Math.PI * CIRCLE.radius ** 2 * 0.9);
    finish();
  });
  expect(seen).toBeGreaterThan(0);
  expect(told.at(-1)).toMatchObject({
    event: "done",
    edit: { status: "succeeded", outsidePixelsChanged: 0, preview: null },
  });
});

test("a stream that dies after an unfinished picture is a failure that costs nothing and leaves nothing", async () => {
  sandbox.fail("openai", "ends-early");
  const { user, image, edit } = await place();
  const ended = await service.waitForEnd(user, edit);
  expect(ended).toMatchObject({ status: "failed", patches: [], preview: null, tokens: { charged: 0 } });
  expect(await getAccount(user)).toMatchObject({ available: 1000, held: 0 });
  await expect(getObject(pathOf.preview(user, image.id, edit.id))).rejects.toMatchObject({ code: "not_found" });
});
