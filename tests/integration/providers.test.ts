import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { OPERATIONS, type Operation } from "#lib/domain/operation.ts";
import type { Model, Provider } from "#lib/providers/provider.ts";
import { PROVIDERS } from "#lib/providers/registry.ts";
import { database } from "#lib/server/database.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { type Sandbox, startSandbox } from "#tests/sandbox/kit/server.ts";
import { createStandins, sandboxVariables } from "#tests/sandbox/standins/index.ts";
import { type Service, startService } from "./service.ts";
import { kill, startWorkerProcess } from "./worker-process.ts";

/**
 * Every model of every provider through the whole pipeline: real worker process, real database, stand-ins of the
 * services. What a request looks like is proven in tests/unit/providers; here it is what becomes of the edit.
 */
const entries = createStandins();
const providers = PROVIDERS.map((create) => create({ env: { LOCAL_EDIT_TOKENS: 1 }, engine: null }));
const hosted = entries.map(({ standin }) => ({
  standin,
  provider: providers.find(({ id }) => id === standin.id) as Provider,
}));
const SIZE = { width: 400, height: 400 };
const TOKENS = 1_000_000;

let sandbox: Sandbox;
let service: Service;
let worker: ChildProcess;
let logFile: string;
let user: string;
let image: Image;
let mask: Uint8Array;
let reference: Uint8Array;

beforeAll(async () => {
  sandbox = await startSandbox(entries.map(({ standin }) => standin));
  Object.assign(process.env, sandboxVariables(entries, sandbox.url));
  service = await startService(PROVIDERS, { worker: false });
  logFile = join(service.env.REPAINT_DATA_DIR, "worker.log");
  worker = startWorkerProcess({ ...service.env }, logFile);
  user = await service.newUser(TOKENS);
  image = await service.upload(user, await displayP3Jpeg(SIZE.width, SIZE.height));
  reference = await displayP3Jpeg(300, 200);
  mask = await circleMask(image, { x: 200, y: 200, radius: 50 });
});
beforeEach(async () => {
  sandbox.reset();
  // What earlier faults taught the breakers is not the subject here.
  await database().query("delete from private.provider_health");
});
afterAll(async () => {
  await kill(worker);
  await service.stop();
  await sandbox.close();
});

describe.each(hosted)("$standin.id", ({ standin, provider }) => {
  test.each(provider.models.map((model) => [model.id, model] as const))(
    "%s does each of its operations",
    async (_, model) => {
      for (const operation of model.operations) {
        const before = await getAccount(user);
        const ended = await run(model, operation);
        expect(ended, `${operation}: ${ended.error?.code}`).toMatchObject({
          status: "succeeded",
          outsidePixelsChanged: 0,
        });
        expect(ended.tokens.charged).toBeLessThanOrEqual(ended.tokens.quoted);
        expect(await getAccount(user)).toMatchObject({
          available: (before?.available ?? 0) - ended.tokens.charged,
          held: 0,
        });
      }
    },
  );

  test.each(Object.entries(standin.faults))(
    "%s ends the edit with its code, and costs nothing",
    async (fault, { code }) => {
      const before = await getAccount(user);
      sandbox.fail(standin.id, fault, 3);
      const model = provider.models[0] as Model;
      const ended = await run(model, model.operations[0] as Operation);
      expect(ended).toMatchObject({ status: "failed", patches: [], tokens: { charged: 0 }, error: { code } });
      expect(await getAccount(user)).toMatchObject({ available: before?.available, held: 0 });
    },
  );
});

test("after all of this the ledger audits clean, and no key is in the worker's log", async () => {
  expect(await service.auditLedger()).toEqual([]);
  const written = readFileSync(logFile, "utf8");
  expect(written).toContain("worker ready");
  for (const { standin } of entries) if (standin.key) expect(written).not.toContain(standin.key);
});

async function run(model: Model, operation: Operation): Promise<Edit> {
  const isMasked = OPERATIONS[operation].mask === "required" || model.mask.required;
  const edit = await service.request(user, image, isMasked && operation !== "outpaint" ? mask : null, {
    model: model.id,
    operation,
    prompt: model.prompt.use === "ignored" || OPERATIONS[operation].prompt === "none" ? "" : "a red umbrella",
    options: Object.fromEntries(
      model.options.flatMap((option) => (option.type === "text" && option.required ? [[option.name, "a cup"]] : [])),
    ),
    references: model.maxReferences > 0 ? [reference] : [],
    ...(operation === "outpaint" && { expand: { left: 40, top: 0, right: 0, bottom: 20 } }),
    ...(operation === "upscale" && { scale: 2 }),
  });
  return service.waitForEnd(user, edit);
}
