import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { circleMask } from "#tests/fixtures/masks.ts";
import { runningProcesses } from "#tests/integration/processes.ts";
import { SAMPLE } from "./test.ts";

test("kill -9 of the app in the middle of an edit: it comes back, the edit ends, once, and is paid once", async ({
  request,
  baseURL,
}) => {
  const headers = { Origin: baseURL as string };
  expect((await request.post("/api/v1/auth/demo", { headers })).ok()).toBe(true);
  const image = await (
    await request.post("/api/v1/images", {
      headers,
      multipart: { file: { name: "a.jpg", mimeType: "image/jpeg", buffer: readFileSync(SAMPLE) } },
    })
  ).json();
  const before = await (await request.get("/api/v1/tokens")).json();
  const placed = await request.post("/api/v1/edits", {
    headers: { ...headers, "Idempotency-Key": randomUUID() },
    multipart: {
      request: JSON.stringify({ imageId: image.id, operation: "erase", model: "auto" }),
      mask: {
        name: "mask.png",
        mimeType: "image/png",
        buffer: Buffer.from(await circleMask(image, { x: 1287, y: 607, radius: 110 })),
      },
    },
  });
  const { id } = await placed.json();

  process.kill(await appProcess(), "SIGKILL");

  await expect
    .poll(
      async () => {
        const answer = await request.get(`/api/v1/edits/${id}`).catch(() => null);
        return answer?.ok() ? (await answer.json()).status : "away";
      },
      { timeout: 100_000 },
    )
    .toBe("succeeded");
  expect(await (await request.get("/api/v1/tokens")).json()).toEqual({ ...before, available: before.available - 1 });
});

/** The web server among the children of the launcher that holds the data folder. */
async function appProcess(): Promise<number> {
  const lock = readFileSync(join(process.env.E2E_DATA_DIR as string, "lock"), "utf8");
  const launcher = (JSON.parse(lock) as { pid: number }).pid;
  const app = (await runningProcesses()).find(({ parent, command }) => parent === launcher && /next/.test(command));
  if (!app) throw new Error("the launcher has no web server");
  return app.pid;
}
