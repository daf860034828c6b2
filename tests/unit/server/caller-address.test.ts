import { describe, expect, test } from "vitest";
import { callerAddress } from "#lib/server/limits/caller-address.ts";

const headers = (peer: string, forwarded = "") => new Headers({ "x-repaint-peer": peer, "x-forwarded-for": forwarded });

describe("whose address counts", () => {
  test("without a proxy: the other end of the connection, whatever was claimed", () => {
    expect(callerAddress(headers("203.0.113.7", "10.0.0.1"), 0)).toBe("203.0.113.7");
    expect(callerAddress(headers("::ffff:203.0.113.7"), 0)).toBe("203.0.113.7");
  });

  test("behind proxies: whom the outermost of them was asked by, not what the caller wrote before", () => {
    const claimed = "1.1.1.1, 203.0.113.7, 10.0.0.2";
    expect(callerAddress(headers("10.0.0.3", claimed), 1)).toBe("10.0.0.2");
    expect(callerAddress(headers("10.0.0.3", claimed), 2)).toBe("203.0.113.7");
    expect(callerAddress(headers("10.0.0.3", "203.0.113.7"), 2)).toBeNull();
  });

  test("a household with IPv6 is one, however many addresses it takes", () => {
    const home = "2001:db8:1:2::/64";
    expect(callerAddress(headers("2001:db8:1:2:aaaa:bbbb:cccc:dddd"), 0)).toBe(home);
    expect(callerAddress(headers("2001:0db8:0001:0002::1"), 0)).toBe(home);
    expect(callerAddress(headers("2001:db8:1:3::1"), 0)).not.toBe(home);
  });

  test.each(["", "unknown", "203.0.113.7:4711", "'; drop table"])("%j is nobody's", (peer) => {
    expect(callerAddress(headers(peer), 0)).toBeNull();
  });
});
