import { expect, test } from "vitest";
import { poll } from "#lib/providers/http/poll.ts";

const PACE = { firstMillis: 5, mostMillis: 20 };
const never = new AbortController().signal;

test("a job is looked at until it has a result", async () => {
  const answers = [null, null, "done"];
  expect(await poll(async () => answers.shift() ?? null, PACE, never)).toBe("done");
  expect(answers).toEqual([]);
});

test("a job that failed ends the polling with its failure", async () => {
  const failure = new Error("the job failed");
  await expect(poll(() => Promise.reject(failure), PACE, never)).rejects.toBe(failure);
});

test("the pauses grow up to the longest, and begin before the first look", async () => {
  const looks = [performance.now()];
  await poll(async () => (looks.push(performance.now()) > 8 ? "done" : null), PACE, never);
  const pauses = looks.slice(1).map((at, index) => at - (looks[index] as number));
  // Timers may fire up to a millisecond early.
  expect(pauses[0]).toBeGreaterThanOrEqual(4);
  for (const pause of pauses.slice(4)) expect(pause).toBeGreaterThanOrEqual(19);
});

test("a cancelled job is not looked at again, and ends with the reason at once", async () => {
  const abort = new AbortController();
  const reason = new Error("cancelled by the person");
  let looks = 0;
  const polling = poll(
    async () => {
      looks += 1;
      abort.abort(reason);
      return null;
    },
    { firstMillis: 1, mostMillis: 60_000 },
    abort.signal,
  );
  await expect(polling).rejects.toBe(reason);
  expect(looks).toBe(1);
});
