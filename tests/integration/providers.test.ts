import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
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

// What is out of order is remembered for some seconds in each process, which is not the subject here.
vi.mock("#lib/server/kept.ts", () => ({
  kept: (_initial: unknown, _millis: number, read: () => Promise<unknown>) => read,
}));

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
const TOKENS = 1_000_000;

let sandbox: Sandbox;
let service: Service;
let worker: ChildProcess;
let logFile: string;
let photo: Uint8Array;
let reference: Uint8Array;

beforeAll(async () => {
  sandbox = await startSandbox(entries.map(({ standin }) => standin));
  Object.assign(process.env, sandboxVariables(entries, sandbox.url));
  service = await startService(PROVIDERS, { worker: false });
  logFile = join(service.env.REPAINT_DATA_DIR, "worker.log");
  // Most of the time would be pauses between tries and looks, which are not the subject here.
  worker = startWorkerProcess({ ...service.env }, { logFile, preload: "./tests/integration/short-pauses.ts" });
  photo = await displayP3Jpeg(400, 400);
  reference = await displayP3Jpeg(300, 200);
});
afterAll(async () => {
  await kill(worker);
  await service.stop();
  await sandbox.close();
});

// Most of the time is the services' own: the edits of one provider come one after the other, the providers side by side.
test.concurrent.each(hosted)(
  "$standin.id: every model does each of its operations, and every failure ends the edit with its code and costs nothing",
  async ({ standin, provider }) => {
    const someone = await givenPerson();
    for (const model of provider.models) {
      for (const operation of model.operations) await expectSuccess(someone, model, operation);
    }
    const failures: [fault: string, codes: readonly ErrorCode[]][] = [
      // Who is only busy is waited for, which failover.test.ts has.
      ...Object.entries(standin.faults)
        .filter(([, { code }]) => code !== "provider_rate_limited")
        .map(([fault, { code }]): [string, ErrorCode[]] => [fault, [code]]),
      ["drops", ["network"]],
      ["truncates", ["network", "bad_response"]],
    ];
    for (const [model, [fault, codes]] of encounters(provider.models, failures))
      await expectFailure(someone, model, standin.id, fault, codes);
    sandbox.reset(standin.id);
  },
);

test("after all of this the ledger audits clean, and no key is in the worker's log", async () => {
  expect(await service.auditLedger()).toEqual([]);
  const written = readFileSync(logFile, "utf8");
  expect(written).toContain("worker ready");
  for (const { standin } of entries) if (standin.key) expect(written).not.toContain(standin.key);
});

/**
 * Every model with every failure in the mode `every-fault` (`npm run test:every-fault`); otherwise enough of them that
 * each model fails and each failure is met, as the adapter's own tests have all of them.
 */
function encounters<Failure>(models: readonly Model[], failures: readonly Failure[]): [Model, Failure][] {
  if (process.env.MODE === "every-fault")
    return models.flatMap((model) => failures.map((failure): [Model, Failure] => [model, failure]));
  return Array.from({ length: Math.max(models.length, failures.length) }, (_, index) => [
    models[index % models.length] as Model,
    failures[index % failures.length] as Failure,
  ]);
}

async function expectSuccess(someone: Person, model: Model, operation: Operation): Promise<void> {
  const ended = await run(someone, model, operation);
  const what = `${model.id}, ${operation}: ${ended.error?.code}`;
  expect(ended, what).toMatchObject({ status: "succeeded", outsidePixelsChanged: 0 });
  expect(ended.tokens.charged, what).toBeLessThanOrEqual(ended.tokens.quoted);
  someone.tokens -= ended.tokens.charged;
  expect(await getAccount(someone.user), what).toMatchObject({ available: someone.tokens, held: 0 });
}

async function expectFailure(
  someone: Person,
  model: Model,
  provider: string,
  fault: string,
  codes: readonly ErrorCode[],
) {
  // What the failure before taught the breaker is not the subject here.
  await database().query("delete from private.provider_health where subject = $1 or subject like $1 || '/%'", [
    provider,
  ]);
  sandbox.reset(provider);
  sandbox.fail(provider, fault, 3);
  const ended = await run(someone, model, model.operations[0] as Operation);
  const what = `${model.id}: ${fault}`;
  expect(ended, what).toMatchObject({ status: "failed", patches: [], tokens: { charged: 0 } });
  expect(codes, what).toContain(ended.error?.code);
  expect(await getAccount(someone.user), what).toMatchObject({ available: someone.tokens, held: 0 });
}

interface Person {
  readonly user: string;
  readonly image: Image;
  readonly mask: Uint8Array;
  tokens: number;
}

async function givenPerson(): Promise<Person> {
  const user = await service.newUser(TOKENS);
  const image = await service.upload(user, photo);
  return { user, image, mask: await circleMask(image, { x: 200, y: 200, radius: 50 }), tokens: TOKENS };
}

async function run({ user, image, mask }: Person, model: Model, operation: Operation): Promise<Edit> {
  const readsMask = OPERATIONS[operation].mask !== "none";
  const isMasked = readsMask && (OPERATIONS[operation].mask === "required" || model.mask.required);
  const asked = {
    model: model.id,
    operation,
    prompt: model.prompt.use === "ignored" || OPERATIONS[operation].prompt === "none" ? "" : "a red umbrella",
    options: Object.fromEntries(
      model.options.flatMap((option) => (option.type === "text" && option.required ? [[option.name, "a cup"]] : [])),
    ),
    references: model.maxReferences > 0 ? [reference] : [],
    ...(operation === "outpaint" && { expand: { left: 40, top: 0, right: 0, bottom: 20 } }),
    ...(operation === "upscale" && { scale: 2 }),
  };
  return service.waitForEnd(user, await service.request(user, image, isMasked ? mask : null, asked));
}
