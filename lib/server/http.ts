import "server-only";
import { parseCookieHeader, serializeCookieHeader } from "@supabase/ssr";
import * as z from "zod/mini";
import type { ErrorBody } from "#lib/contracts/common.ts";
import { type KeyScope, usualScope } from "#lib/contracts/keys.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { SENTENCES } from "#lib/domain/error-sentences.ts";
import { env } from "./env.ts";
import { identify, identifyAdmin, type User } from "./identify.ts";
import { bearerOf, identifyKey } from "./keys/identify-key.ts";
import { callerAddress } from "./limits/caller-address.ts";
import { limitHeaders } from "./limits/headers.ts";
import { type Allowance, type Caller, countRequest } from "./limits/limit.ts";
import type { PolicyName } from "./limits/policies.ts";
import { log } from "./log.ts";
import { readJson } from "./request-body.ts";
import { assertSameOrigin } from "./same-origin.ts";
import { type RequestCookie, type SessionChanges, type SessionClient, sessionClient } from "./supabase.ts";

export interface RouteOptions {
  /** Schema of a JSON body. Routes with another kind of body leave it out and read `request` themselves. */
  readonly body?: z.ZodMiniType;
  /** JSON bodies above this many bytes are refused unread. */
  readonly maxBodyBytes?: number;
  /** Schema of the query string, each name once. */
  readonly query?: z.ZodMiniType;
  /** Schema of the path's parameters. What does not match names nothing and answers `not_found`. */
  readonly params?: z.ZodMiniType;
  /** Whether someone must be signed in, or even run this server. */
  readonly user?: boolean | "admin";
  /**
   * What an API key must be allowed; `read` for reading and `write` for the rest where nothing is said. False: only who is
   * signed in may call it, as is so for whatever an administrator does.
   */
  readonly keyScope?: KeyScope | false;
  /** Set to false for what other sites' servers may call, as webhooks do. */
  readonly sameOrigin?: boolean;
  /** How often it may be called; reads and writes have limits of their own where nothing is said. False: unlimited. */
  readonly limit?: PolicyName | false;
}

type Parsed<Schema> = Schema extends z.ZodMiniType ? z.output<Schema> : undefined;

export interface RouteContext<Options extends RouteOptions> {
  readonly request: Request;
  /** Also in the header `X-Request-Id` and in every error. */
  readonly requestId: string;
  readonly body: Parsed<Options["body"]>;
  readonly query: Parsed<Options["query"]>;
  readonly params: Parsed<Options["params"]>;
  readonly user: Options["user"] extends true | "admin" ? User : null;
  /** Supabase Auth for this request's cookies; what it changes is written to the answer. */
  readonly openSession: () => SessionClient;
}

/** An object becomes JSON with status 200, nothing becomes 204, a `Response` is sent as it is. */
type Answer = Response | object | undefined;
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * Makes a route handler of `app/api/v1`. In this order: refuses other sites' mutations, asks who is there, counts the
 * call against its limits, parses parameters, query and body, runs the handler. Whatever is thrown becomes the one error shape of the API.
 *
 * Where somebody must be there, a request with `Authorization: Bearer …` is asked for its API key and for nothing else:
 * its cookies are not read, so no other site can abuse them.
 *
 * Answers are private and not stored by caches unless the handler sets `Cache-Control`.
 *
 *     export const POST = route({ body: imageChange, user: true }, async ({ body, user }) => rename(user.id, body.name));
 */
export function route<const Options extends RouteOptions>(
  options: Options,
  handle: (context: RouteContext<Options>) => Promise<Answer> | Promise<void> | Answer,
): (request: Request, next: NextContext) => Promise<Response> {
  return async (request, next) => {
    const requestId = crypto.randomUUID();
    const bearer = options.user ? bearerOf(request.headers) : null;
    let session: SessionClient | undefined;
    const openSession = () => {
      session ??= sessionClient(bearer === null ? cookiesOf(request) : [], request.headers.get("user-agent"));
      return session;
    };
    let response: Response;
    let allowance: Allowance | null = null;
    try {
      if (options.sameOrigin !== false && bearer === null && MUTATES.has(request.method)) {
        assertSameOrigin(request.headers, siteOrigin());
      }
      const { user, keyId } = await whoAsks(options, request, bearer, openSession);
      allowance = await countCall(options, request, { accountId: user?.id ?? null, keyId });
      const params = await parseParams(options.params, next);
      const query = options.query && parseInput(options.query, Object.fromEntries(new URL(request.url).searchParams));
      const body =
        options.body && parseInput(options.body, await readJson(request, options.maxBodyBytes ?? MAX_JSON_BYTES));
      const context = { request, requestId, body, query, params, user, openSession };
      response = asResponse((await handle(context as RouteContext<Options>)) ?? undefined);
    } catch (error) {
      response = errorResponse(error, requestId, request);
    }
    return finish(response, { requestId, session: session?.changes(), allowance });
  };
}

/** Parses what a caller sent. Throws `invalid_request` with the field at fault and the rule it broke. */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".");
  throw new RepaintError("invalid_request", { cause: parsed.error, ...(field ? { field } : {}) });
}

const MUTATES = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const MAX_JSON_BYTES = 64 * 1024;

const siteOrigin = () => new URL(env().APP_URL).origin;

interface Asker {
  readonly user: User | null;
  readonly keyId: string | null;
}

async function whoAsks(
  options: RouteOptions,
  request: Request,
  bearer: string | null,
  openSession: () => SessionClient,
): Promise<Asker> {
  if (!options.user) return { user: null, keyId: null };
  if (bearer !== null) return identifyKey(bearer, scopeOf(options, request.method));
  return { user: await signedIn(openSession(), options.user === "admin"), keyId: null };
}

const scopeOf = ({ user, keyScope }: RouteOptions, method: string) => user === true && (keyScope ?? usualScope(method));

async function countCall(
  { limit }: RouteOptions,
  request: Request,
  asker: Omit<Caller, "address">,
): Promise<Allowance | null> {
  if (limit === false) return null;
  const address = callerAddress(request.headers, env().TRUSTED_PROXY_HOPS);
  const policy = limit ?? (MUTATES.has(request.method) ? "write" : "read");
  return countRequest(policy, { ...asker, address });
}

function cookiesOf(request: Request): RequestCookie[] {
  return parseCookieHeader(request.headers.get("cookie") ?? "").map(({ name, value }) => ({
    name,
    value: value ?? "",
  }));
}

async function signedIn(session: SessionClient, asAdmin: boolean): Promise<User> {
  const user = asAdmin ? await identifyAdmin(session) : await identify(session);
  if (!user) throw new RepaintError("unauthenticated");
  return user;
}

async function parseParams(schema: z.ZodMiniType | undefined, next: NextContext): Promise<unknown> {
  if (!schema) return undefined;
  const parsed = schema.safeParse(await next.params);
  if (!parsed.success) throw new RepaintError("not_found", { cause: parsed.error });
  return parsed.data;
}

function asResponse(answer: Answer): Response {
  if (answer instanceof Response) return answer;
  return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
}

/** The API's error body for anything thrown. What is not ours to explain is logged and told as `internal`. */
function errorResponse(thrown: unknown, requestId: string, request: Request): Response {
  const error = thrown instanceof RepaintError ? thrown : new RepaintError("internal", { cause: thrown });
  const where = { requestId, method: request.method, path: new URL(request.url).pathname };
  if (error.status >= 500) log.error({ ...where, code: error.code, err: thrown }, "request failed");
  else log.debug({ ...where, code: error.code, detail: error.message }, "request refused");
  const body: ErrorBody = { error: { code: error.code, message: messageFor(error), requestId } };
  if (error.field !== undefined) body.error.field = error.field;
  const headers = new Headers();
  // Of an API key, in the words of RFC 6750.
  if (error.field === "authorization") {
    headers.set("WWW-Authenticate", `Bearer error="${error.status === 401 ? "invalid_token" : "insufficient_scope"}"`);
  }
  if (error.retryAfterSeconds !== undefined) {
    body.error.retryAfterSeconds = error.retryAfterSeconds;
    headers.set("Retry-After", String(error.retryAfterSeconds));
  }
  return Response.json(body, { status: error.status, headers });
}

// The contracts come without words of their own, which browsers need not load.
z.config(z.locales.en());

/** A schema's own words say more than the general sentence: which rule was broken. */
function messageFor(error: RepaintError): string {
  const issue =
    error.cause instanceof z.core.$ZodError && error.code === "invalid_request" ? error.cause.issues[0] : undefined;
  const sentence = SENTENCES[error.code];
  return issue ? `${sentence} ${issue.message}.` : sentence;
}

interface Finish {
  readonly requestId: string;
  readonly session: SessionChanges | undefined;
  readonly allowance: Allowance | null;
}

function finish(response: Response, { requestId, session, allowance }: Finish): Response {
  // A copy, because the headers of a redirect or of a fetched answer cannot be changed.
  const headers = new Headers(response.headers);
  headers.set("X-Request-Id", requestId);
  if (allowance) for (const [name, value] of Object.entries(limitHeaders(allowance))) headers.set(name, value);
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-store");
  for (const { name, value, options } of session?.cookies ?? []) {
    headers.append("Set-Cookie", serializeCookieHeader(name, value, options));
  }
  for (const [name, value] of Object.entries(session?.headers ?? {})) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
