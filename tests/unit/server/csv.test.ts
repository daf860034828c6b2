import { describe, expect, test } from "vitest";
import { type Cell, csvLine, sendCsv } from "#lib/server/csv.ts";

describe("a row", () => {
  test.each<[Cell, string]>([
    ["plain", "plain"],
    ["", ""],
    [null, ""],
    [-5, "-5"],
    [true, "true"],
    ["a,b", '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ["two\r\nlines", '"two\r\nlines"'],
    [" spaces ", '" spaces "'],
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-2", "'-2"],
    ["@sum", "'@sum"],
    ["\tcmd", "'\tcmd"],
    ["\r=1", '"\'\r=1"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ["a=b", "a=b"],
    ["عربي", "عربي"],
  ])("writes %j as %s", (cell, text) => {
    expect(csvLine([cell, 1])).toBe(`${text},1\r\n`);
  });
});

describe("a file", () => {
  test("begins with a byte order mark and its columns, and is offered for saving", async () => {
    const answer = sendCsv("things.csv", ["id", "name"], batches(2, 2));
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="things.csv"');
    expect(answer.headers.get("content-type")).toMatch(/^text\/csv; charset=utf-8/);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe("id,name\r\n0,x\r\n0,x\r\n1,x\r\n1,x\r\n");
  });

  test("is made as it is taken, and no further once it is given up", async () => {
    const made: number[] = [];
    const reader = sendCsv("t.csv", ["id"], batches(100, 1, made)).body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(made.length).toBeLessThan(5);
    await reader?.cancel();
    expect(made.at(-1)).toBe(-1);
    expect(made.length).toBeLessThan(6);
  });

  test("that cannot be made to its end breaks off", async () => {
    const answer = sendCsv("t.csv", ["id"], failing());
    await expect(answer.text()).rejects.toThrow("gone");
  });
});

async function* batches(count: number, size: number, made: number[] = []): AsyncGenerator<Cell[][]> {
  try {
    for (let index = 0; index < count; index++) {
      made.push(index);
      yield Array.from({ length: size }, () => [index, "x"]);
    }
  } finally {
    made.push(-1);
  }
}

async function* failing(): AsyncGenerator<Cell[][]> {
  yield [[1]];
  throw new Error("gone");
}
