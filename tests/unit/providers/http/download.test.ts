import { type LookupAddress, lookup } from "node:dns";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { decodeBase64, downloadResult } from "#lib/providers/http/download.ts";
import { breakingOff, bytes, startTestService, status } from "./service.ts";

vi.mock("node:dns", async (original) => ({ ...(await original<typeof import("node:dns")>()), lookup: vi.fn() }));

const service = await startTestService();
const PICTURE = Buffer.from("a picture");
const OPERATORS_OWN = { baseUrl: `${service.url}/api/v1` };
const HOSTED = { baseUrl: "https://api.provider.example/v1" };

const fetched = (address: string, from: { baseUrl: string; maxBytes?: number; signal?: AbortSignal } = HOSTED) =>
  downloadResult(address, { signal: new AbortController().signal, ...from });
const refused = { code: "bad_response", message: expect.stringContaining("not fetched from") };

/** What names are said to be, one answer for each time they are looked up. */
function namesAre(...answers: readonly LookupAddress[][]) {
  const left = [...answers];
  vi.mocked(lookup).mockImplementation(((_name: string, _options: unknown, callback: unknown) => {
    (callback as (error: null, addresses: LookupAddress[]) => void)(null, left.shift() ?? []);
  }) as typeof lookup);
}

beforeEach(() => {
  vi.mocked(lookup).mockReset();
});

describe("a result", () => {
  test("at the operator's own base URL is fetched, plain and private as that is, and no key is sent", async () => {
    service.replies(bytes(PICTURE));
    expect(Buffer.from(await fetched(`${service.url}/results/1.png?signature=s`, OPERATORS_OWN))).toEqual(PICTURE);
    expect(service.requests).toMatchObject([{ url: "/results/1.png?signature=s" }]);
    expect(Object.keys(service.requests[0]?.headers ?? {}).sort()).toEqual(["connection", "host"]);
  });

  test("at another port or scheme of the same host is not at the base URL", async () => {
    await expect(fetched("http://127.0.0.1:1/", OPERATORS_OWN)).rejects.toMatchObject(refused);
    await expect(fetched(service.url.replace("http:", "https:"), OPERATORS_OWN)).rejects.toMatchObject(refused);
    expect(service.requests).toEqual([]);
  });

  test.each([
    "http://results.example/1.png",
    "ftp://results.example/1.png",
    "file:///etc/passwd",
    "https://user:password@results.example/1.png",
  ])("is not fetched from %s: not plain https", async (address) => {
    await expect(fetched(address)).rejects.toMatchObject(refused);
    expect(lookup).not.toHaveBeenCalled();
  });

  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://017700000001/",
    "https://0/",
    "https://10.0.0.8/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[::]/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a00:8]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://[ff02::1]/",
  ])("is not fetched from the private address %s", async (address) => {
    await expect(fetched(address)).rejects.toMatchObject(refused);
  });

  test.each(["127.0.0.1", "10.1.2.3", "::1", "::ffff:192.168.0.1", "fd12::1"])(
    "is not fetched from a name that is %s, be it one address of several",
    async (address) => {
      const family = address.includes(":") ? 6 : 4;
      namesAre([
        { address: "93.184.216.34", family: 4 },
        { address, family },
      ]);
      await expect(fetched("https://results.example/1.png")).rejects.toMatchObject(refused);
    },
  );

  test("is not fetched from a name that becomes private after it was checked: it is looked up once, to connect", async () => {
    const abort = new AbortController();
    namesAre([{ address: "93.184.216.34", family: 4 }], [{ address: "127.0.0.1", family: 4 }]);
    const port = new URL(service.url).port;
    const fetching = fetched(`https://rebound.example:${port}/1.png`, { ...HOSTED, signal: abort.signal });
    await vi.waitFor(() => expect(lookup).toHaveBeenCalled());
    abort.abort(new Error("enough"));
    await expect(fetching).rejects.toThrow();
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(service.requests).toEqual([]);
  });

  test("at a name that does not exist is a failure of the network", async () => {
    vi.mocked(lookup).mockImplementation(((_name: string, _options: unknown, callback: unknown) => {
      (callback as (error: Error) => void)(Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" }));
    }) as typeof lookup);
    await expect(fetched("https://nowhere.example/1.png")).rejects.toMatchObject({ code: "network" });
  });

  test("of more bytes than allowed is refused", async () => {
    service.replies(bytes(Buffer.alloc(1001)));
    await expect(fetched(service.url, { ...OPERATORS_OWN, maxBytes: 1000 })).rejects.toMatchObject({
      code: "bad_response",
    });
  });

  test("that has expired is unusable, and one that breaks off is a failure of the network", async () => {
    service.replies(status(403));
    await expect(fetched(service.url, OPERATORS_OWN)).rejects.toMatchObject({ code: "bad_response" });
    service.replies(breakingOff);
    await expect(fetched(service.url, OPERATORS_OWN)).rejects.toMatchObject({ code: "network" });
  });

  test("whose address is none is unusable", async () => {
    await expect(fetched("no address")).rejects.toMatchObject({ code: "bad_response" });
  });
});

describe("a redirect", () => {
  test("to the same origin is followed, relative or not", async () => {
    service.replies(status(302, { location: "/there" }), bytes(PICTURE));
    expect(Buffer.from(await fetched(`${service.url}/here`, OPERATORS_OWN))).toEqual(PICTURE);
    expect(service.requests.map(({ url }) => url)).toEqual(["/here", "/there"]);
  });

  test.each(["http://169.254.169.254/", "https://localhost:1/", "https://[::ffff:7f00:1]/", "http://results.example/"])(
    "to %s is refused",
    async (location) => {
      namesAre([{ address: "127.0.0.1", family: 4 }]);
      service.replies(status(302, { location }));
      await expect(fetched(service.url, OPERATORS_OWN)).rejects.toMatchObject(refused);
      expect(service.requests).toHaveLength(1);
    },
  );

  test("that never ends is given up", async () => {
    service.replies(status(302, { location: "/again" }));
    await expect(fetched(service.url, OPERATORS_OWN)).rejects.toMatchObject({ code: "bad_response" });
    expect(service.requests).toHaveLength(4);
  });
});

test("a cancelled download ends with the reason, before the answer and within it", async () => {
  for (const begin of [false, true]) {
    const abort = new AbortController();
    const reason = new Error("cancelled by the person");
    service.replies((outgoing) => {
      if (begin) outgoing.writeHead(200).write(PICTURE);
      setImmediate(() => abort.abort(reason));
    });
    await expect(fetched(service.url, { ...OPERATORS_OWN, signal: abort.signal })).rejects.toBe(reason);
  }
});

test("base64 is decoded with and without the head of a data URL, and nothing is no picture", () => {
  expect(Buffer.from(decodeBase64(PICTURE.toString("base64")))).toEqual(PICTURE);
  expect(Buffer.from(decodeBase64(`data:image/png;base64,${PICTURE.toString("base64")}`))).toEqual(PICTURE);
  expect(() => decodeBase64("")).toThrow(expect.objectContaining({ code: "bad_response" }));
});
