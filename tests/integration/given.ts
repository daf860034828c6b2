import { createHash, randomUUID } from "node:crypto";
import type { TestDatabase } from "./database.ts";

/** What tests begin with, made through the same functions the server uses. */
export async function givenUser(db: TestDatabase, tokens = 100): Promise<string> {
  const user = randomUUID();
  await db.query("insert into auth.users (id, email) values ($1, $2)", [user, `${user}@example.test`]);
  await db.call("open_account", user, tokens, addressHash(user));
  return user;
}

/** In place of the hash of an address; one is as good as another. */
export function addressHash(of: string): string {
  return createHash("sha256").update(of).digest("hex");
}

export const FACTS = {
  width: 4000,
  height: 3000,
  hasAlpha: false,
  bitDepth: 8,
  colourProfile: null,
  colourModel: "rgb",
  tiles: { size: 1024, levels: 3 },
} as const;

export async function givenImage(db: TestDatabase, user: string, name = "photo.jpg"): Promise<string> {
  const id = randomUUID();
  await db.call("create_image", user, { id, name, format: "jpeg", bytes: 1234 });
  await db.call("finish_image", id, FACTS);
  return id;
}

export interface EditOptions {
  readonly parentEditId?: string;
  readonly tokens?: number;
  readonly key?: string;
  readonly hash?: string;
  readonly maxRunning?: number;
}

export interface Answer {
  readonly outcome: string;
  readonly edit: { id: string; status: string; [column: string]: unknown };
}

export async function requestEdit(
  db: TestDatabase,
  user: string,
  image: string,
  options: EditOptions = {},
): Promise<Answer> {
  const { parentEditId = null, tokens = 1, key = null, hash = "hash", maxRunning = 1000 } = options;
  const edit = { imageId: image, parentEditId, operation: "erase", model: "local/migan", prompt: "", options: {} };
  return db.call<Answer>("create_edit", user, edit, tokens, key, hash, maxRunning);
}

/** The id of a queued edit. */
export async function givenEdit(
  db: TestDatabase,
  user: string,
  image: string,
  options: EditOptions = {},
): Promise<string> {
  const { outcome, edit } = await requestEdit(db, user, image, options);
  if (outcome !== "created") throw new Error(`the edit was not created: ${outcome}`);
  return edit.id;
}

/** The id of a running edit, and the token of its run. */
export async function givenRun(db: TestDatabase, user: string, image: string, options: EditOptions = {}) {
  const edit = await givenEdit(db, user, image, options);
  const worker = randomUUID();
  const { outcome } = await db.call("start_edit", edit, worker);
  if (outcome !== "started") throw new Error(`the edit was not started: ${outcome}`);
  return { edit, worker };
}

export function result(changes: Record<string, unknown> = {}) {
  return {
    patches: [{ x: 10, y: 20, width: 30, height: 40, mode: "over", path: `patches/${randomUUID()}.png`, bytes: 99 }],
    outsidePixelsChanged: 0,
    warnings: [],
    window: { x: 0, y: 0, width: 512, height: 512 },
    spreadPixels: 12,
    ...changes,
  };
}

export async function givenSucceeded(db: TestDatabase, user: string, image: string, options: EditOptions = {}) {
  const { edit, worker } = await givenRun(db, user, image, options);
  await db.call("complete_edit", edit, worker, result());
  return edit;
}

export async function balance(db: TestDatabase, user: string): Promise<{ available: number; held: number }> {
  const { available, held } = await db.call<{ available: number; held: number }>("get_account", user);
  return { available, held };
}

export async function statusOf(db: TestDatabase, edit: string): Promise<string | undefined> {
  const [row] = await db.query<{ status: string }>("select status from public.edits where id = $1", [edit]);
  return row?.status;
}

/** Names of the rules of the ledger that are broken; empty when the books are sound. */
export async function brokenRules(db: TestDatabase): Promise<string[]> {
  const rows = await db.query<{ invariant: string }>(
    "select distinct invariant from private.audit_ledger() order by 1",
  );
  return rows.map(({ invariant }) => invariant);
}

/** `count` calls of `work` at the same time. */
export function together<Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)));
}

export function count<Value extends string>(values: readonly Value[]): Partial<Record<Value, number>> {
  const counts: Partial<Record<Value, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
