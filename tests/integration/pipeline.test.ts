import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { createMisbehavingProvider, type Fault } from "#tests/sandbox/misbehaving-provider.ts";
import { type Service, startService } from "./service.ts";

let service: Service;

beforeAll(async () => {
  service = await startService([createMisbehavingProvider]);
});
afterAll(() => service.stop());

const CIRCLE = { x: 200, y: 150, radius: 40 };

async function edited(fault: Fault) {
  const user = await service.newUser(10);
  const image = await service.upload(user, await displayP3Jpeg(400, 300));
  const placed = await service.request(user, image, await circleMask(image, CIRCLE), { model: `stand-in/${fault}` });
  return { user, image, placed, ended: await service.waitForEnd(user, placed) };
}

describe("an edit by a model that", () => {
  test("repaints everything changes nothing outside the mask, and is charged what was quoted", async () => {
    const { placed, ended } = await edited("noise");
    expect(placed.tokens).toEqual({ quoted: 2, charged: 0 });
    expect(ended).toMatchObject({
      status: "succeeded",
      stage: "done",
      progress: 1,
      outsidePixelsChanged: 0,
      tokens: { quoted: 2, charged: 2 },
      error: null,
    });
    expect(ended.patches).toHaveLength(1);
    expect(ended.spreadPixels).toBeGreaterThan(0);
  });

  test("answers in another size of the same shape is brought back to the window", async () => {
    const { ended } = await edited("wrong-size");
    expect(ended).toMatchObject({ status: "succeeded", outsidePixelsChanged: 0 });
  });

  test.each<[Fault, string]>([
    ["wrong-shape", "bad_response"],
    ["truncated", "bad_response"],
    ["nothing", "bad_response"],
    ["text", "bad_response"],
    ["deaf", "timeout"],
    ["throws", "internal"],
  ])("answers with %s fails as %s and costs nothing", async (fault, code) => {
    const { user, image, ended } = await edited(fault);
    expect(ended).toMatchObject({ status: "failed", tokens: { charged: 0 }, patches: [], error: { code } });
    const again = await service.request(user, image, await circleMask(image, CIRCLE), { model: "stand-in/noise" });
    expect((await service.waitForEnd(user, again)).status).toBe("succeeded");
  });
});

describe("money", () => {
  test("50 edits at once by someone who can pay for 10 are 10 edits", async () => {
    const user = await service.newUser(20);
    const image = await service.upload(user, await displayP3Jpeg(200, 200));
    const mask = await circleMask(image, { x: 100, y: 100, radius: 20 });
    const asked = await Promise.allSettled(
      Array.from({ length: 50 }, () => service.request(user, image, mask, { model: "stand-in/noise" })),
    );
    const placed = asked.filter((answer) => answer.status === "fulfilled").map(({ value }) => value);
    const refused = asked.filter((answer) => answer.status === "rejected").map(({ reason }) => reason.code);
    expect(placed).toHaveLength(10);
    expect(new Set(refused)).toEqual(new Set(["insufficient_tokens"]));
    for (const edit of placed) expect((await service.waitForEnd(user, edit)).status).toBe("succeeded");
  });

  test("the same request sent twice with one key is one edit", async () => {
    const user = await service.newUser(10);
    const image = await service.upload(user, await displayP3Jpeg(200, 200));
    const mask = await circleMask(image, { x: 100, y: 100, radius: 20 });
    const more = { model: "stand-in/noise", idempotencyKey: "once" };
    const [first, second] = await Promise.all([
      service.request(user, image, mask, more),
      service.request(user, image, mask, more),
    ]);
    expect(second.id).toBe(first.id);
    const otherMask = await circleMask(image, { x: 100, y: 100, radius: 30 });
    await expect(service.request(user, image, otherMask, more)).rejects.toMatchObject({ code: "idempotency_conflict" });
    await service.waitForEnd(user, first);
  });

  test("after all of this the ledger audits clean", async () => {
    expect(await service.auditLedger()).toEqual([]);
  });
});
