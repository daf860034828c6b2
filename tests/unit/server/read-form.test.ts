import { describe, expect, test } from "vitest";
import { readFile, readFiles, readForm, readOptionalFile } from "#lib/server/read-form.ts";

function upload(body: FormData | string, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { method: "POST", body, headers });
}

function formWith(bytes: number): FormData {
  const form = new FormData();
  form.append("file", new File([new Uint8Array(bytes)], "photo.png"));
  return form;
}

describe("a multipart body", () => {
  test("within the limit gives its file", async () => {
    const form = await readForm(upload(formWith(1000)), 2000);
    expect(await readFile(form, "file")).toEqual({ name: "photo.png", bytes: new Uint8Array(1000) });
  });

  test("over the limit is refused while it comes, even if it declares no length", async () => {
    const whole = new Response(formWith(100_000));
    const contentType = whole.headers.get("content-type") as string;
    const bytes = new Uint8Array(await whole.arrayBuffer());
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(bytes.subarray(sent, sent + 10_000));
        sent += 10_000;
        if (sent >= bytes.length) controller.close();
      },
    });
    const headers = { "content-type": contentType };
    const request = new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
    await expect(readForm(request, 50_000, "file_too_large")).rejects.toMatchObject({ code: "file_too_large" });
    expect(sent).toBeLessThan(bytes.length);
  });

  test("that is no form, or a broken one, is an invalid request", async () => {
    await expect(readForm(upload("{}"), 1000)).rejects.toMatchObject({ code: "invalid_request" });
    const broken = upload("--x\r\nnothing", { "content-type": "multipart/form-data; boundary=x" });
    await expect(readForm(broken, 1000)).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("without the file names the missing part", async () => {
    const form = await readForm(upload(formWith(10)), 2000);
    await expect(readFile(form, "mask")).rejects.toMatchObject({ code: "invalid_request", field: "mask" });
  });

  test("may leave out a file that is not needed, but not put text in its place", async () => {
    const form = await readForm(upload(formWith(10)), 2000);
    expect(await readOptionalFile(form, "mask")).toBeNull();
    form.append("mask", "none");
    await expect(readOptionalFile(form, "mask")).rejects.toMatchObject({ code: "invalid_request", field: "mask" });
  });

  test("may hold several files of one name, up to a number and a size", async () => {
    const form = formWith(10);
    form.append("file", new File([new Uint8Array(20)], "second.png"));
    const files = await readFiles(form, "file", { maxCount: 2, maxBytes: 20 });
    expect(files.map(({ length }) => length)).toEqual([10, 20]);
    expect(await readFiles(form, "reference", { maxCount: 2, maxBytes: 20 })).toEqual([]);
    const few = readFiles(form, "file", { maxCount: 1, maxBytes: 20 });
    await expect(few).rejects.toMatchObject({ code: "invalid_request", field: "file" });
    const small = readFiles(form, "file", { maxCount: 2, maxBytes: 19 });
    await expect(small).rejects.toMatchObject({ code: "payload_too_large", field: "file" });
  });
});
