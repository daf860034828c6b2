import { expect, test } from "vitest";
import { errorBody } from "#lib/contracts/common.ts";
import { sessionCookieName } from "#lib/server/supabase.ts";
import { POST as demo } from "../../../app/api/v1/auth/demo/route.ts";
import { GET as me } from "../../../app/api/v1/me/route.ts";

const KEY = "sb_publishable_test";
// Nothing listens on port 1: Auth and the database cannot be reached.
Object.assign(process.env, {
  APP_URL: "https://repaint.example",
  SUPABASE_URL: "http://127.0.0.1:1",
  SUPABASE_PUBLISHABLE_KEY: KEY,
  SUPABASE_SECRET_KEY: "sb_secret_test",
  DATABASE_URL: "postgresql://test:test@127.0.0.1:1/test",
});

const none = { params: Promise.resolve({}) };
const codeOf = async (response: Response) => errorBody.parse(await response.json()).error.code;

test("a short outage of Auth does not look like being signed out", async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const token = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: "a", role: "authenticated", exp: expires })}.c2ln`;
  const session = {
    access_token: token,
    refresh_token: "r",
    expires_at: expires,
    expires_in: 3600,
    token_type: "bearer",
  };
  const cookie = `${sessionCookieName(KEY)}=base64-${part(session)}`;
  const response = await me(new Request("https://repaint.example/api/v1/me", { headers: { cookie } }), none);
  expect(response.status).toBe(503);
  expect(await codeOf(response)).toBe("unavailable");
  expect(response.headers.getSetCookie()).toEqual([]);
});

test("there is no demo account outside the embedded stack", async () => {
  const response = await demo(new Request("https://repaint.example/api/v1/auth/demo", { method: "POST" }), none);
  expect(response.status).toBe(404);
  expect(await codeOf(response)).toBe("not_found");
});
