import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROVIDERS } from "#lib/providers/registry.ts";
import { database } from "#lib/server/database.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { type Sandbox, startSandbox } from "#tests/sandbox/kit/server.ts";
import { createBflStandin } from "#tests/sandbox/standins/bfl.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";
import { kill, startWorkerProcess } from "./worker-process.ts";

const standin = createBflStandin();
const workers: ChildProcess[] = [];
let sandbox: Sandbox;
let service: Service;

beforeAll(async () => {
  sandbox = await startSandbox([standin]);
  Object.assign(process.env, { BFL_BASE_URL: sandbox.baseUrlOf("bfl"), BFL_API_KEY: standin.key });
  service = await startService(PROVIDERS, { worker: false });
});
afterAll(async () => {
  for (const worker of workers) await kill(worker);
  await service.stop();
  await sandbox.close();
});

function startWorker(): ChildProcess {
  const worker = startWorkerProcess({ ...service.env });
  workers.push(worker);
  return worker;
}

test("kill -9 while a provider works on its job: after the restart that job is polled, and none is submitted again", async () => {
  const user = await service.newUser(100);
  const first = startWorker();
  const image = await service.upload(user, await displayP3Jpeg(400, 400));
  const mask = await circleMask(image, { x: 200, y: 200, radius: 50 });
  const finish = sandbox.hold("bfl");
  const edit = await service.request(user, image, mask, { model: "bfl/fill", operation: "inpaint", prompt: "a boat" });
  await waitFor("the job to be known", async () => {
    const { rows } = await database().query(
      "select 1 from private.edit_attempts where edit_id = $1 and provider_job_id is not null",
      [edit.id],
    );
    return rows.length === 1;
  });
  await kill(first);
  finish();
  startWorker();
  const ended = await service.waitForEnd(user, edit);
  expect(ended).toMatchObject({ status: "succeeded", outsidePixelsChanged: 0 });
  expect(sandbox.submissionsTo("bfl")).toHaveLength(1);
  expect(await getAccount(user)).toMatchObject({ available: 100 - ended.tokens.charged, held: 0 });
  expect(await service.auditLedger()).toEqual([]);
});
