import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { errorBody } from "#lib/contracts/common.ts";
import { closeDatabase } from "#lib/server/database.ts";
import { route } from "#lib/server/http.ts";
import { notePeers } from "#lib/server/limits/caller-address.ts";
import { type Caller, checkLimit, countRequest } from "#lib/server/limits/limit.ts";
import { POLICIES } from "#lib/server/limits/policies.ts";
import { sweepRateLimits } from "#lib/server/store/rate-limits.ts";
import { freshDatabase } from "./database.ts";
import { together } from "./given.ts";

const db = freshDatabase();
const EDITS = POLICIES.edit.perAccount.points;
const someone = (): Caller => ({ accountId: randomUUID(), address: null });

beforeEach(() => db.query("truncate private.rate_limits"));
afterEach(() => vi.useRealTimers());

const countOf = async (times: number, caller: Caller) => {
  const outcomes = await together(times, () =>
    countRequest("edit", caller).then(
      () => "ok",
      (error) => error.code,
    ),
  );
  return outcomes.filter((outcome) => outcome === "ok").length;
};

describe("a limit", () => {
  test("lets through what it says, however many ask at once, and says when to come again", async () => {
    const caller = someone();
    expect(await countOf(EDITS + 20, caller)).toBe(EDITS);
    await expect(countRequest("edit", caller)).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds >= 1 && seconds <= 60),
    });
    expect(await countRequest("edit", someone())).toMatchObject({ remaining: EDITS - 1 });
  });

  test("counts for an address as for an account, whoever is signed in", async () => {
    const address = "203.0.113.7";
    const { points } = POLICIES.auth.perAddress;
    const callers = Array.from({ length: points + 5 }, () => ({ accountId: randomUUID(), address }));
    const outcomes = await Promise.all(
      callers.map((caller) =>
        countRequest("auth", caller).then(
          () => 1,
          () => 0,
        ),
      ),
    );
    expect(outcomes.reduce<number>((sum, one) => sum + one, 0)).toBe(points);
  });

  test("is told beforehand, which counts nothing", async () => {
    const caller = someone();
    await together(EDITS + 5, () => checkLimit("edit", caller));
    expect(await countOf(EDITS - 1, caller)).toBe(EDITS - 1);
    await checkLimit("edit", caller);
    expect(await countOf(2, caller)).toBe(1);
    await expect(checkLimit("edit", caller)).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds >= 1 && seconds <= 60),
    });
    await checkLimit("edit", someone());
  });

  test("holds across two app processes", async () => {
    const caller = someone();
    const other = promisify(execFile)(
      process.execPath,
      ["--conditions=react-server", "--input-type=module", "-e", COUNT_IN_ANOTHER_PROCESS, JSON.stringify(caller)],
      { env: { ...process.env }, cwd: process.cwd() },
    );
    const [ours, theirs] = await Promise.all([
      countOf(EDITS, caller),
      other.then(({ stdout }) => Number(/^let through: (\d+)$/m.exec(stdout)?.[1])),
    ]);
    expect(ours + theirs).toBe(EDITS);
  });

  test("is not broken by a clock that is put back, nor by an emptied table", async () => {
    const caller = someone();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
    expect(await countOf(EDITS + 1, caller)).toBe(EDITS);
    vi.useRealTimers();
    // An hour earlier: nobody waits an hour for a window of a minute.
    await countRequest("edit", caller);
    expect(await countOf(EDITS, caller)).toBe(EDITS - 1);
    await db.query("truncate private.rate_limits");
    expect(await countOf(EDITS + 1, caller)).toBe(EDITS);
  });

  test("refuses what costs, and lets reading pass, while nothing can be counted", async () => {
    await db.query("alter table private.rate_limits rename to gone");
    await expect(countRequest("edit", someone())).rejects.toMatchObject({ code: "unavailable" });
    await expect(checkLimit("edit", someone())).rejects.toMatchObject({ code: "unavailable" });
    await expect(countRequest("checkout", someone())).rejects.toMatchObject({ code: "unavailable" });
    expect(await countRequest("read", someone())).toBeNull();
    await db.query("alter table private.gone rename to rate_limits");
  });
});

test("windows that ended are forgotten, others stay", async () => {
  await countRequest("edit", someone());
  await db.query("insert into private.rate_limits values ('old', 3, 1000)");
  await sweepRateLimits();
  const rows = await db.query<{ key: string }>("select key from private.rate_limits");
  expect(rows.map(({ key }) => key.split(":")[0])).toEqual(["edit-account"]);
});

test("an answer says what is left, a refusal when to come again", async () => {
  notePeers();
  const handler = route({ limit: "auth" }, () => ({}));
  const server = createServer(async (incoming, outgoing) => {
    const headers = new Headers(incoming.headers as Record<string, string>);
    const response = await handler(new Request("http://localhost/", { headers }), { params: Promise.resolve({}) });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Whoever invents an address is counted by their own.
  const ask = (spoofed: string) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      headers: { "x-repaint-peer": spoofed, "x-forwarded-for": spoofed },
    });
  const { points, seconds } = POLICIES.auth.perAddress;
  const first = await ask("198.51.100.1");
  expect(first.headers.get("ratelimit-policy")).toBe(`"auth-address";q=${points};w=${seconds}`);
  expect(first.headers.get("ratelimit")).toMatch(new RegExp(`^"auth-address";r=${points - 1};t=\\d+$`));
  for (let asked = 1; asked < points; asked++) await ask(`198.51.100.${asked}`);
  const refused = await ask("198.51.100.99");
  const { error } = errorBody.parse(await refused.json());
  expect(refused.status).toBe(429);
  expect(error.code).toBe("rate_limited");
  expect(refused.headers.get("retry-after")).toBe(String(error.retryAfterSeconds));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await closeDatabase();
});

const COUNT_IN_ANOTHER_PROCESS = `
  const { countRequest } = await import("#lib/server/limits/limit.ts");
  const { closeDatabase } = await import("#lib/server/database.ts");
  const caller = JSON.parse(process.argv[1]);
  const outcomes = await Promise.all(Array.from({ length: ${EDITS} }, () => countRequest("edit", caller).then(() => 1, () => 0)));
  await closeDatabase();
  console.log("let through: " + outcomes.reduce((sum, one) => sum + one, 0));
`;
