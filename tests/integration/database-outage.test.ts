import { randomUUID } from "node:crypto";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { call, database } from "#lib/server/database.ts";
import { type Channel, listen } from "#lib/server/listen.ts";
import { completeEdit, type EditResult, startEdit } from "#lib/server/store/edit-runs.ts";
import { freshDatabase } from "./database.ts";
import { balance, givenEdit, givenImage, givenRun, givenUser, result, together } from "./given.ts";

const db = freshDatabase();

/** Stands between the server's code and PostgreSQL, so that the way can be cut. */
const wire = {
  up: true,
  /** Connections refused while the way was down. */
  refused: 0,
  sockets: new Set<Socket>(),
  cut() {
    wire.up = false;
    for (const socket of wire.sockets) socket.destroy();
  },
};
const { hostname, port } = new URL(db.url);
const proxy = createServer((from) => {
  if (!wire.up) {
    wire.refused += 1;
    from.destroy();
    return;
  }
  const to = connect(Number(port), hostname);
  for (const socket of [from, to]) {
    wire.sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => wire.sockets.delete(socket));
  }
  from.pipe(to).pipe(from);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const throughProxy = Object.assign(new URL(db.url), { port: `${(proxy.address() as AddressInfo).port}` });
  process.env.DATABASE_URL = throughProxy.href;
});
beforeEach(() => Object.assign(wire, { up: true, refused: 0 }));
afterAll(async () => {
  wire.cut();
  await new Promise((resolve) => proxy.close(resolve));
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

const waitingForLock = async () =>
  (await db.query("select from pg_stat_activity where application_name = 'repaint' and wait_event_type = 'Lock'"))
    .length > 0;

test("a call that is cut off says that the database is away, and the next one works", async () => {
  const user = await givenUser(db, 7);
  const blocker = await db.connect();
  await blocker.query("begin");
  await blocker.query("select from private.token_accounts where user_id = $1 for update", [user]);
  const cutOff = expect(call("credit", user, 1, "grant", "Gift", "system", null, randomUUID())).rejects.toMatchObject({
    code: "unavailable",
  });
  await until(waitingForLock);
  wire.cut();
  await cutOff;
  await expect(call("get_account", user)).rejects.toMatchObject({ code: "unavailable" });
  await blocker.query("rollback");
  wire.up = true;
  expect(await call("get_account", user)).toBeTruthy();
});

test("idle connections that break end nothing", async () => {
  await together(5, () => call("get_account", randomUUID()));
  const pool = database();
  wire.cut();
  await until(() => pool.totalCount === 0);
  wire.up = true;
  expect(await call("get_account", randomUUID())).toMatchObject({ available: 0 });
});

test("what the worker has to say waits until the database is back", async () => {
  const user = await givenUser(db, 7);
  const edit = await givenEdit(db, user, await givenImage(db, user));
  wire.cut();
  const started = startEdit(edit, randomUUID());
  await until(() => wire.refused > 0);
  wire.up = true;
  expect(await started).toMatchObject({ edit: { id: edit, status: "running" } });
});

test("a result whose answer was lost on the way is stored and paid once", async () => {
  const user = await givenUser(db, 7);
  const { edit, worker } = await givenRun(db, user, await givenImage(db, user), { tokens: 2 });
  const blocker = await db.connect();
  await blocker.query("begin");
  await blocker.query("select from private.token_accounts where user_id = $1 for update", [user]);
  const completed = completeEdit(edit, worker, { ...result(), charge: 2 } as EditResult);
  await until(waitingForLock);
  wire.cut();
  // The server does not know that nobody listens any more, and finishes.
  await blocker.query("commit");
  await until(async () => (await db.call<{ status: string }>("get_edit", user, edit)).status === "succeeded");
  wire.up = true;
  expect(await completed).toBe("completed");
  expect(await balance(db, user)).toEqual({ available: 5, held: 0 });
});

test("a listener hears of changes, and again after its connection was cut", async () => {
  const user = await givenUser(db);
  const image = await givenImage(db, user);
  const heard: [Channel, string][] = [];
  let connections = 0;
  const stop = new AbortController();
  const ended = listen(
    ["edit_changed", "edit_cancel"],
    {
      onNotification: (channel, id) => heard.push([channel, id]),
      onConnected: () => {
        connections += 1;
      },
    },
    stop.signal,
  );
  await until(() => connections === 1);
  const edit = await givenEdit(db, user, image);
  await until(() => heard.some(([channel, id]) => channel === "edit_changed" && id === edit));

  wire.cut();
  wire.up = true;
  await until(() => connections === 2);
  await db.call("start_edit", edit, randomUUID());
  await db.call("cancel_edit", user, edit);
  await until(() => heard.some(([channel, id]) => channel === "edit_cancel" && id === edit));

  stop.abort();
  await ended;
  await until(
    async () => (await db.query("select from pg_stat_activity where application_name = 'repaint-listen'")).length === 0,
  );
});
