import { parseCookieHeader } from "@supabase/ssr";
import { POST as confirm } from "../../app/api/v1/auth/confirm/route.ts";
import { POST as demo } from "../../app/api/v1/auth/demo/route.ts";
import { POST as magicLink } from "../../app/api/v1/auth/magic-link/route.ts";
import { POST as password } from "../../app/api/v1/auth/password/route.ts";
import { POST as resend } from "../../app/api/v1/auth/resend/route.ts";
import { POST as reset } from "../../app/api/v1/auth/reset/route.ts";
import { POST as signIn } from "../../app/api/v1/auth/sign-in/route.ts";
import { POST as signOut } from "../../app/api/v1/auth/sign-out/route.ts";
import { POST as signUp } from "../../app/api/v1/auth/sign-up/route.ts";
import { GET as me } from "../../app/api/v1/me/route.ts";
import { type ApiCall, callApi } from "./call-api.ts";

const HANDLERS = {
  "sign-up": signUp,
  "sign-in": signIn,
  "sign-out": signOut,
  "magic-link": magicLink,
  confirm,
  demo,
  password,
  resend,
  reset,
};

export interface Answer {
  readonly status: number;
  /** Parsed JSON; null for an empty body. */
  readonly body: Record<string, unknown> | null;
  readonly headers: Headers;
}

/** What a browser does between our routes: keeps cookies and names its origin. */
export class Browser {
  readonly origin: string;
  readonly cookies = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  async post(route: keyof typeof HANDLERS, json?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const init = { method: "POST", headers: { origin: this.origin, ...this.#sent(), ...headers } };
    const request = new Request(
      `${this.origin}/api/v1/auth/${route}`,
      json === undefined ? init : withJson(init, json),
    );
    return this.#read(await HANDLERS[route](request, NO_PARAMS));
  }

  async me(): Promise<Answer> {
    return this.#read(await me(new Request(`${this.origin}/api/v1/me`, { headers: this.#sent() }), NO_PARAMS));
  }

  /** Any route of the API, as a page of ours asks it. */
  async ask(path: string, call: Omit<ApiCall, "headers"> = {}): Promise<Answer> {
    return this.#read(await callApi(this.origin, path, { ...call, headers: { origin: this.origin, ...this.#sent() } }));
  }

  #sent(): Record<string, string> {
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
  }

  async #read(response: Response): Promise<Answer> {
    for (const line of response.headers.getSetCookie()) {
      const [cookie] = parseCookieHeader(line.split(";")[0] ?? "");
      if (!cookie) continue;
      if (cookie.value) this.cookies.set(cookie.name, cookie.value);
      else this.cookies.delete(cookie.name);
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  }
}

const NO_PARAMS = { params: Promise.resolve({}) };

function withJson(init: { method: string; headers: Record<string, string> }, json: unknown): RequestInit {
  return { ...init, headers: { ...init.headers, "content-type": "application/json" }, body: JSON.stringify(json) };
}
