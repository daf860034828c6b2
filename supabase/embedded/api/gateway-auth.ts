import { createHash, randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Gateway } from "./gateway-parts.ts";
import { withContext } from "./request-context.ts";

const CODE_DIGITS = 10;
const verifyRequest = z.looseObject({ type: z.string() });
const sessionAnswer = z.looseObject({ access_token: z.string() });
const sessionClaims = z.looseObject({ session_id: z.uuid() });
const emailRequest = z.looseObject({ email: z.string(), type: z.string().optional() });

/** Auth as auth-js knows it from a hosted project, where lite answers otherwise. */
export async function handleAuth(gateway: Gateway, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const context = { redirectTo: searchParams.get("redirect_to") };
  const route = `${request.method} ${pathname.slice("/auth/v1".length)}`;
  return withContext(context, async () => {
    const response = await answer(gateway, request, route);
    return route === "POST /token" || route === "POST /verify" ? noteBrowser(gateway, request, response) : response;
  });
}

function answer(gateway: Gateway, request: Request, route: string): Promise<Response> {
  if (route === "POST /verify") return verify(gateway, request);
  if (route === "POST /signup") return signUp(gateway, request);
  if (route === "POST /resend") return resend(gateway, request);
  return gateway.app.fetch(request);
}

/** Lite keeps no word of the browser in which a session was begun; a hosted project does. */
async function noteBrowser({ sql }: Gateway, request: Request, response: Response): Promise<Response> {
  const userAgent = request.headers.get("user-agent");
  if (!response.ok || userAgent === null) return response;
  const text = await response.text();
  const token = sessionAnswer.safeParse(parse(text)).data?.access_token.split(".")[1];
  const claims = sessionClaims.safeParse(parse(Buffer.from(token ?? "", "base64url").toString()));
  if (claims.success) {
    await sql`update auth.sessions set user_agent = ${userAgent} where id = ${claims.data.session_id} and user_agent is null`;
  }
  return new Response(text, { status: response.status, headers: response.headers });
}

/** `type: "email"`, today's name for both kinds of link, is unknown to lite: it is tried as one, then as the other. */
async function verify({ app }: Gateway, request: Request): Promise<Response> {
  const { body, sent } = await readJson(request, verifyRequest);
  if (body?.type !== "email") return app.fetch(sent());
  const confirmation = await app.fetch(sent({ ...body, type: "signup" }));
  return confirmation.ok ? confirmation : app.fetch(sent({ ...body, type: "magiclink" }));
}

/**
 * Signing up with an address that is taken: lite refuses with "too many mails". A hosted project answers as if all were
 * well, so that nobody can ask who has an account: the owner of an unconfirmed address gets the mail again, and the
 * answer for a confirmed one names no identity.
 */
async function signUp(gateway: Gateway, request: Request): Promise<Response> {
  const { body, sent } = await readJson(request, emailRequest);
  const response = await gateway.app.fetch(sent());
  if (response.status !== 429 || !body) return response;
  const email = body.email.toLowerCase();
  const unconfirmed = await sendConfirmation(gateway, email);
  const now = new Date().toISOString();
  const id = unconfirmed ?? randomUUID();
  const identity = { identity_id: randomUUID(), id, user_id: id, provider: "email", identity_data: { email } };
  const identities = unconfirmed ? [identity] : [];
  const user = { id, aud: "authenticated", role: "", email, app_metadata: {}, user_metadata: {}, identities };
  return Response.json({ ...user, created_at: now, updated_at: now });
}

/** Lite refuses to send a confirmation twice, even hours later. */
async function resend(gateway: Gateway, request: Request): Promise<Response> {
  const { body, sent } = await readJson(request, emailRequest);
  if (body?.type !== "signup") return gateway.app.fetch(sent());
  await sendConfirmation(gateway, body.email.toLowerCase());
  return Response.json({});
}

/** Sends a new confirmation if the address waits for one; answers the account's id, else null. */
async function sendConfirmation({ app, sql }: Gateway, email: string): Promise<string | null> {
  const code = Array.from({ length: CODE_DIGITS }, () => randomInt(10)).join("");
  // The hash that lite's own verification looks for.
  const tokenHash = createHash("sha256")
    .update(email + code)
    .digest("hex");
  const [user] = await sql<{ id: string }[]>`
    update auth.users set confirmation_token = ${tokenHash}, confirmation_sent_at = now()
    where email = ${email} and email_confirmed_at is null returning id`;
  if (user) await app._mailer?.sendConfirmation(email, tokenHash, code);
  return user?.id ?? null;
}

/** The body, null when it is not of the expected shape, and a way to send the request on with it or with another. */
async function readJson<Body>(request: Request, schema: z.ZodType<Body>) {
  const text = await request.text();
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const sent = (body?: unknown) =>
    new Request(request.url, { method: "POST", headers, body: body === undefined ? text : JSON.stringify(body) });
  return { body: schema.safeParse(parse(text)).data ?? null, sent };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
