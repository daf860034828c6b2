import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Edit } from "#lib/contracts/edit.ts";
import { createLocalProvider } from "#lib/providers/local.ts";
import { startWorker } from "#lib/server/start-worker.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { getEdit } from "#lib/server/store/edits.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { makePhoto } from "#tests/fixtures/photo.ts";
import { createMisbehavingProvider } from "#tests/sandbox/misbehaving-provider.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";
import { kill, startWorkerProcess } from "./worker-process.ts";

/** Real worker processes with the real engine, killed without warning in the middle of an edit. */
let service: Service;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  service = await startService([createLocalProvider, createMisbehavingProvider], { worker: false });
});
// A test that failed must leave no worker: it would take the next test's edit, whose model it does not know.
afterEach(() => Promise.all(workers.splice(0).map(kill)));
afterAll(() => service.stop());

const TOKENS = 10;

function startProcess(): ChildProcess {
  const worker = startWorkerProcess({ ...service.env });
  workers.push(worker);
  return worker;
}

/** An edit that is being painted by the given worker. */
async function editInTheMiddle(user: string): Promise<Edit> {
  const image = await service.upload(user, await makePhoto(12));
  const mask = await circleMask(image, { x: 1500, y: 1000, radius: 300 });
  const edit = await service.request(user, image, mask, { model: "local/migan" });
  return waitFor("painting to begin", async () => {
    const now = await getEdit(user, edit.id);
    return now?.stage === "painting" ? now : null;
  });
}

const settledOnce = async (user: string, edit: Edit, { price = 1 } = {}) => {
  const ended = await waitFor("the edit to end", async () => {
    // While the database is away there is nothing to see yet.
    const now = await getEdit(user, edit.id).catch(() => null);
    return now?.finishedAt ? now : null;
  });
  const spent = ended.status === "succeeded" ? price : 0;
  expect(["succeeded", "interrupted"]).toContain(ended.error?.code ?? ended.status);
  expect(await getAccount(user)).toMatchObject({ available: TOKENS - spent, held: 0 });
  expect(await service.auditLedger()).toEqual([]);
  return ended;
};

/** Calls `strike` once, just before a result is sent to storage. */
function beforeResultIsStored(strike: () => void): void {
  const send = globalThis.fetch;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    if (/\/edits\/[^/]+\/(?!mask)/.test(String(input)) && init?.method === "POST") {
      spy.mockRestore();
      strike();
    }
    return send(input, init);
  });
}

describe("kill -9 in the middle of an edit", () => {
  test("of the worker: another worker ends the edit, once, and the hold is settled once", async () => {
    const user = await service.newUser(TOKENS);
    const first = startProcess();
    const edit = await editInTheMiddle(user);
    await kill(first);
    startProcess();
    await settledOnce(user, edit);
  });

  test("of a worker that was asked to stop: the edit is handed back and ends in the next worker", async () => {
    const user = await service.newUser(TOKENS);
    const first = startProcess();
    const edit = await editInTheMiddle(user);
    first.kill("SIGTERM");
    await once(first, "exit");
    startProcess();
    const ended = await settledOnce(user, edit);
    expect(ended.status).toBe("succeeded");
  });

  test("of PostgreSQL: it comes back, and the edit, whose result could not be stored at once, ends once", async () => {
    const user = await service.newUser(TOKENS);
    const worker = await startWorker();
    onTestFinished(() => worker.stop());
    const image = await service.upload(user, await makePhoto(1));
    const mask = await circleMask(image, { x: 500, y: 400, radius: 100 });
    beforeResultIsStored(() => {
      const pidFile = join(service.env.REPAINT_DATA_DIR, "postgres", "postmaster.pid");
      process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), "SIGKILL");
    });
    const edit = await service.request(user, image, mask, { model: "stand-in/noise" });
    const ended = await settledOnce(user, edit, { price: 2 });
    expect(ended.status).toBe("succeeded");
  });
});
