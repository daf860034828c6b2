import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Edit, ParsedEditRequest } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import type { Selector } from "#lib/engine/select/selector.ts";
import { configureProviders } from "#lib/providers/registry.ts";
import { stopListening } from "#lib/server/changes.ts";
import { closeDatabase, database } from "#lib/server/database.ts";
import { env } from "#lib/server/env.ts";
import { exportVersion } from "#lib/server/export-version.ts";
import { requestEdit } from "#lib/server/request-edit.ts";
import { startWorker } from "#lib/server/start-worker.ts";
import { openAccount } from "#lib/server/store/accounts.ts";
import { getEdit } from "#lib/server/store/edits.ts";
import { uploadImage } from "#lib/server/upload-image.ts";
import { startOwnStack } from "./stack-template.ts";
import { waitFor } from "./wait.ts";

export type Service = Awaited<ReturnType<typeof startService>>;

/** The whole server side but HTTP: database, storage, queue and a worker in this process, with stand-in providers. */
export async function startService(
  providers: Parameters<typeof configureProviders>[1],
  options: { worker?: boolean; selector?: Selector } = {},
) {
  const dataDir = mkdtempSync(join(tmpdir(), "repaint-service-"));
  const stack = await startOwnStack({ dataDir });
  Object.assign(process.env, stack.env);
  configureProviders({ env: env(), engine: null }, providers);
  const worker = options.worker === false ? null : await startWorker({ selector: options.selector ?? null });
  return {
    env: stack.env,
    newUser,
    upload: (userId: string, bytes: Uint8Array, name = "photo") => uploadImage(userId, { name, bytes }),
    request,
    waitForEnd: (userId: string, edit: Edit) => waitForEnd(userId, edit.id),
    exportPng: async (userId: string, image: Image, edit?: Edit) =>
      (await exportVersion(userId, image.id, { format: "png", quality: 100, ...(edit && { edit: edit.id }) })).bytes,
    auditLedger: async () => (await database().query("select * from private.audit_ledger()")).rows,
    stop: async () => {
      await worker?.stop();
      stopListening();
      await closeDatabase();
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A confirmed account with tokens, made as Supabase Auth would. */
async function newUser(tokens: number): Promise<string> {
  const id = randomUUID();
  await database().query("insert into auth.users (id, email) values ($1, $2)", [id, `${id}@example.com`]);
  await openAccount(id, { tokens, address: `${id}@example.com` });
  return id;
}

interface Asked extends Partial<Omit<ParsedEditRequest, "imageId" | "parentEditId">> {
  readonly model: string;
  readonly parent?: Edit;
  readonly references?: readonly Uint8Array[];
  readonly idempotencyKey?: string;
}

/** Asks for an edit, to erase where nothing else is said. */
async function request(
  userId: string,
  image: Image,
  mask: Uint8Array | null,
  { parent, references = [], idempotencyKey, ...asked }: Asked,
): Promise<Edit> {
  return requestEdit(userId, {
    request: {
      imageId: image.id,
      parentEditId: parent?.id ?? null,
      operation: "erase",
      prompt: "",
      options: {},
      variants: 1,
      allowFailover: false,
      ...asked,
    },
    mask,
    references,
    idempotencyKey: idempotencyKey ?? null,
  });
}

function waitForEnd(userId: string, editId: string): Promise<Edit> {
  return waitFor(`the end of edit ${editId}`, async () => {
    const edit = await getEdit(userId, editId);
    return edit && ["succeeded", "failed", "cancelled"].includes(edit.status) ? edit : null;
  });
}
