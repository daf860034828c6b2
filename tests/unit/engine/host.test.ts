import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import type { Engine } from "#lib/engine/fill.ts";
import { createEngine } from "#lib/engine/host.ts";
import { circle } from "#tests/fixtures/holes.ts";
import { lamaShapedModel } from "#tests/fixtures/onnx.ts";

const folder = mkdtempSync(join(tmpdir(), "repaint-engine-"));
afterAll(() => rmSync(folder, { recursive: true }));
/** What becomes of a process does not depend on what it fills with: this model is loaded and has filled at once. */
const TINY = join(folder, "tiny.onnx");
writeFileSync(TINY, lamaShapedModel(64));

let engine: Engine;
afterEach(() => engine.close());

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

test("the engine fills in a process of its own, started when first needed", async () => {
  engine = createEngine();
  expect(engine.status()).toMatchObject({ state: "stopped", pid: null });
  const { pixels, engine: used, warnings } = await engine.fill(circle(128, 20));
  expect(pixels).toHaveLength(128 * 128 * 3);
  expect({ used, warnings }).toEqual({ used: "migan", warnings: [] });
  expect(engine.status()).toMatchObject({ state: "idle", pid: expect.any(Number) });
  expect(engine.status().pid).not.toBe(process.pid);
});

test("cancelling kills what runs and leaves what waits; the next call works", async () => {
  engine = createEngine({ modelPath: TINY });
  const cancelled = new AbortController();
  const running = engine.fill(circle(1024, 300), { signal: cancelled.signal });
  const waiting = engine.fill(circle(64, 8));
  await until(() => engine.status().pid !== null);
  const { pid } = engine.status();
  cancelled.abort(new Error("no longer wanted"));
  await expect(running).rejects.toThrow("no longer wanted");
  expect((await waiting).pixels).toHaveLength(64 * 64 * 3);
  expect(engine.status().pid).not.toBe(pid);
});

test("cancelling a call that waits does not disturb the one that runs", async () => {
  engine = createEngine({ modelPath: TINY });
  const cancelled = new AbortController();
  const running = engine.fill(circle(128, 20));
  const waiting = engine.fill(circle(64, 8), { signal: cancelled.signal });
  cancelled.abort(new Error("no longer wanted"));
  await expect(waiting).rejects.toThrow("no longer wanted");
  expect((await running).pixels).toHaveLength(128 * 128 * 3);
});

test("a process that is killed fails its call, and the next one gets a new process", async () => {
  engine = createEngine({ modelPath: TINY });
  const running = engine.fill(circle(1024, 300));
  await until(() => engine.status().pid !== null);
  process.kill(engine.status().pid as number, "SIGKILL");
  await expect(running).rejects.toMatchObject({ code: "engine_out_of_memory" });
  expect((await engine.fill(circle(64, 8))).pixels).toHaveLength(64 * 64 * 3);
});

test("a process that needs more memory than it may have ends, and says so", async () => {
  engine = createEngine({ memoryLimitMegabytes: 64 });
  await expect(engine.fill(circle(256, 40))).rejects.toMatchObject({ code: "engine_out_of_memory" });
});

test("the largest window the local model takes fits into a gigabyte and a half", async () => {
  engine = createEngine({ memoryLimitMegabytes: 1536 });
  const { pixels } = await engine.fill(circle(2048, 100));
  expect(pixels).toHaveLength(2048 * 2048 * 3);
  expect(engine.status().peakMemoryBytes).toBeLessThan(1536 * 1024 ** 2);
});

test("an operator's model that cannot be used is replaced by the bundled one, with the reason for the log", async () => {
  const reasons: string[] = [];
  engine = createEngine({ modelPath: "/no/such/model.onnx", onFallback: (reason) => reasons.push(reason) });
  const { engine: used, warnings } = await engine.fill(circle(64, 8));
  expect(used).toBe("migan");
  expect(warnings).toMatchObject([{ code: "engine_model_replaced" }]);
  expect(reasons).toEqual(["LOCAL_MODEL_PATH names no file: /no/such/model.onnx"]);
});

test("an idle process ends by itself", async () => {
  engine = createEngine({ modelPath: TINY, idleMillis: 50 });
  await engine.fill(circle(64, 8));
  await until(() => engine.status().state === "stopped");
  expect(engine.status().pid).toBeNull();
});

test("sizes the engine does not take are refused before anything runs", async () => {
  engine = createEngine();
  await expect(engine.fill(circle(8, 2))).rejects.toMatchObject({ code: "internal" });
  expect(engine.status().pid).toBeNull();
});
