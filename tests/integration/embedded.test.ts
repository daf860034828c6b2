import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mail } from "#supabase/embedded/api/mailbox.ts";
import { type Stack, startStack } from "#supabase/embedded/stack.ts";

const PASSWORD = "a long enough password";
const APP_URL = "http://paint.test";
let dataDir: string;
let stack: Stack;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "repaint-stack-"));
  stack = await startStack({ dataDir, appUrl: APP_URL });
});

afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true });
});

describe("accounts of the embedded stack", () => {
  test("confirm their address by the link in the mailbox, once, before they can sign in", async () => {
    const email = someEmail();
    const { auth } = publicClient();
    const target = `${APP_URL}/auth/confirm?next=%2Fphotos`;
    const signedUp = await auth.signUp({ email, password: PASSWORD, options: { emailRedirectTo: target } });
    expect(signedUp).toMatchObject({ error: null, data: { session: null } });
    expect((await auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe("email_not_confirmed");

    const link = await lastLink(email);
    expect(link.origin + link.pathname).toBe(`${APP_URL}/auth/confirm`);
    expect(link.searchParams.get("next")).toBe("/auth/confirm?next=%2Fphotos");
    const token = { token_hash: link.searchParams.get("token_hash") ?? "", type: "signup" as const };
    expect((await auth.verifyOtp(token)).data.user?.email).toBe(email);
    expect((await publicClient().auth.verifyOtp(token)).error?.code).toBe("otp_expired");
    expect((await publicClient().auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  test("can ask for the confirmation again, which makes the older link void", async () => {
    const email = someEmail();
    const { auth } = publicClient();
    await auth.signUp({ email, password: PASSWORD });
    const older = await lastLink(email);
    expect((await auth.resend({ type: "signup", email })).error).toBeNull();
    const newer = await lastLink(email);
    const verify = (link: URL) =>
      auth.verifyOtp({ token_hash: link.searchParams.get("token_hash") ?? "", type: "email" });
    expect((await verify(older)).error?.code).toBe("otp_expired");
    expect((await verify(newer)).data.user?.email).toBe(email);
  });

  test("nobody learns from signing up whether an address has an account", async () => {
    const email = await confirmedAccount();
    const mails = (await mailsTo(email)).length;
    const answer = await publicClient().auth.signUp({ email, password: "somebody else's password" });
    expect(answer).toMatchObject({ error: null, data: { session: null, user: { email, identities: [] } } });
    expect(await mailsTo(email)).toHaveLength(mails);
    expect((await publicClient().auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  test("sign in by magic link", async () => {
    const email = await confirmedAccount();
    const { auth } = publicClient();
    expect((await auth.signInWithOtp({ email, options: { shouldCreateUser: false } })).error).toBeNull();
    const link = await lastLink(email);
    expect(link.searchParams.get("type")).toBe("magiclink");
    const verified = await auth.verifyOtp({ token_hash: link.searchParams.get("token_hash") ?? "", type: "magiclink" });
    expect(verified.data.session?.user.email).toBe(email);
  });

  test("choose a new password by the link of a reset", async () => {
    const email = await confirmedAccount();
    const { auth } = publicClient();
    expect((await auth.resetPasswordForEmail(email)).error).toBeNull();
    const link = await lastLink(email);
    expect(link.searchParams.get("type")).toBe("recovery");
    await auth.verifyOtp({ token_hash: link.searchParams.get("token_hash") ?? "", type: "recovery" });
    expect((await auth.updateUser({ password: "the new password" })).error).toBeNull();
    expect((await publicClient().auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe(
      "invalid_credentials",
    );
    expect((await publicClient().auth.signInWithPassword({ email, password: "the new password" })).error).toBeNull();
  });

  test("change their address by the link sent to the new one", async () => {
    const email = await confirmedAccount();
    const newer = someEmail();
    const { auth } = publicClient();
    await auth.signInWithPassword({ email, password: PASSWORD });
    expect((await auth.updateUser({ email: newer })).error).toBeNull();
    const link = await lastLink(newer);
    const changed = await auth.verifyOtp({
      token_hash: link.searchParams.get("token_hash") ?? "",
      type: "email_change",
    });
    expect(changed.data.user?.email).toBe(newer);
  });

  test("a link never leads to another site", async () => {
    const email = someEmail();
    await publicClient().auth.signUp({
      email,
      password: PASSWORD,
      options: { emailRedirectTo: "https://evil.test/steal" },
    });
    expect((await lastLink(email)).href).not.toContain("evil");
  });

  test("the demo account is ready, and gets its password back at the next start after somebody changed it", async () => {
    const { REPAINT_DEMO_EMAIL: email, REPAINT_DEMO_PASSWORD: password } = stack.env;
    const { auth } = publicClient();
    expect((await auth.signInWithPassword({ email, password })).error).toBeNull();
    expect((await auth.updateUser({ password: "taken over by me" })).error).toBeNull();
    const user = (await auth.getUser()).data.user;

    await stack.stop();
    stack = await startStack({ dataDir, appUrl: APP_URL });
    const again = await publicClient().auth.signInWithPassword({ email, password });
    expect(again.data.user?.id).toBe(user?.id);
  });
});

describe("the API of the embedded stack", () => {
  const get = (route: string, headers: Record<string, string> = {}) =>
    fetch(`${stack.env.SUPABASE_URL}${route}`, { headers });

  test.each(["/rest/v1/images", "/auth/v1/settings", "/storage/v1/bucket", "/mailbox", "/_system/config", "/"])(
    "answers nobody without a key: %s",
    async (route) => {
      expect((await get(route)).status).toBe(401);
      expect((await get(route, { apikey: "sb_secret_guess" })).status).toBe(401);
    },
  );

  test("shows a table's rows to their owner only, and nothing to those who are not signed in", async () => {
    const [owner, stranger] = [await signedIn(), await signedIn()];
    await query(
      `create table public.notes (id int primary key, user_id uuid not null, text text, secret text);
       alter table public.notes enable row level security;
       create policy own on public.notes for select to authenticated using ((select auth.uid()) = user_id);
       grant select (id, user_id, text) on public.notes to authenticated;
       grant all on public.notes to service_role;
       insert into public.notes values (1, '${owner.id}', 'mine', 'hidden')`,
    );
    // Lite knows tables by what it saw at its first request.
    await stack.stop();
    stack = await startStack({ dataDir, appUrl: APP_URL });
    for (const person of [owner, stranger]) await person.signInAgain();

    expect((await owner.client.from("notes").select("id,text")).data).toEqual([{ id: 1, text: "mine" }]);
    expect((await stranger.client.from("notes").select("id,text")).data).toEqual([]);
    expect((await publicClient().from("notes").select("id,text")).error?.code).toBe("42501");
    expect((await secretClient().from("notes").select("secret")).data).toEqual([{ secret: "hidden" }]);
    // Grants stay as the migrations made them: not of whole tables, and not for writing.
    expect((await owner.client.from("notes").select("secret")).error?.code).toBe("42501");
    expect((await owner.client.from("notes").update({ text: "changed" }).eq("id", 1)).error?.code).toBe("42501");
    expect((await owner.client.from("notes").delete().eq("id", 1)).error?.code).toBe("42501");
  });

  test.each(["private", "graphile_worker", "auth", "storage", "pg_catalog"])(
    "does not reach schema %s, even with the secret key",
    async (schema) => {
      const headers = { apikey: stack.env.SUPABASE_SECRET_KEY, "accept-profile": schema };
      expect((await get("/rest/v1/users", headers)).status).toBe(406);
    },
  );

  test("lets a person's own session change nothing: no photo, edit, balance, role, purchase, entry, setting or key", async () => {
    const person = await signedIn();
    const edit = crypto.randomUUID();
    await query(
      `insert into public.images (id, user_id, name, format, bytes) values ('${edit}', '${person.id}', 'mine', 'jpeg', 1);
       insert into public.edits (id, user_id, image_id, operation, model, tokens_quoted)
       values ('${edit}', '${person.id}', '${edit}', 'erase', 'local/migan', 7);
       insert into private.token_accounts (user_id, available) values ('${person.id}', 5)`,
    );
    const before = await everythingOf(person.id);
    for (const key of [stack.env.SUPABASE_PUBLISHABLE_KEY, stack.env.SUPABASE_SECRET_KEY]) {
      const client = clientWith(key, person.token());
      const tried = ["images", "edits", "patches", "appearances"].flatMap((table) => [
        client.from(table).update({ user_id: person.id }).eq("user_id", person.id),
        client.from(table).insert({ user_id: person.id }),
        client.from(table).delete().eq("user_id", person.id),
      ]);
      const hidden = [
        "token_accounts",
        "token_entries",
        "user_roles",
        "purchases",
        "settings",
        "admin_actions",
        "api_keys",
      ];
      const reached = hidden.flatMap((table) => [
        client.schema("private").from(table).select(),
        client.schema("private").from(table).update({ user_id: person.id }).eq("user_id", person.id),
        client.from(table).insert({ user_id: person.id }),
      ]);
      const called = [
        "credit",
        "admin_adjust",
        "fulfil_purchase",
        "set_setting",
        "open_account",
        "block_account",
      ].flatMap((name) => [
        client.rpc(name, { p_user: person.id }),
        client.schema("private").rpc(name, { p_user: person.id }),
      ]);
      for (const { error } of await Promise.all([...tried, ...reached, ...called])) expect(error).not.toBeNull();
    }
    expect(await everythingOf(person.id)).toEqual(before);
  });

  const everythingOf = (user: string) =>
    query(
      `select (select jsonb_agg(to_jsonb(i)) from public.images i where user_id = '${user}') as images,
         (select jsonb_agg(to_jsonb(e)) from public.edits e where user_id = '${user}') as edits,
         (select jsonb_agg(to_jsonb(a)) from private.token_accounts a where user_id = '${user}') as account,
         (select count(*) from private.user_roles) as roles, (select count(*) from private.token_entries) as entries,
         (select count(*) from private.settings) as settings, (select count(*) from private.purchases) as purchases`,
    );

  test("signs in to the database as a role that owns nothing and cannot enter schema private", async () => {
    const [row] = await query(
      `select rolsuper, has_schema_privilege('repaint_gateway', 'private', 'usage') as enters,
              has_table_privilege('repaint_gateway', 'public.images', 'select') as reads
       from pg_roles where rolname = 'repaint_gateway'`,
    );
    expect(row).toEqual({ rolsuper: false, enters: false, reads: false });
  });
});

describe("storage of the embedded stack", () => {
  const objects = () => secretClient().storage.from("images");

  test("keeps bytes and their type, also of 60 MB, in a bucket that is not public", async () => {
    const large = Buffer.alloc(60 * 1024 * 1024, "repaint");
    const small = Buffer.from("small");
    expect((await objects().upload("bytes/large", large, { contentType: "image/tiff" })).error).toBeNull();
    expect((await objects().upload("bytes/small", small, { contentType: "image/png" })).error).toBeNull();

    const { data } = await objects().download("bytes/large");
    expect(data?.type).toBe("image/tiff");
    expect(Buffer.from((await data?.arrayBuffer()) ?? new ArrayBuffer()).equals(large)).toBe(true);
    const publicly = await fetch(
      `${stack.env.SUPABASE_URL}/storage/v1/object/public/images/bytes/small?apikey=${stack.env.SUPABASE_SECRET_KEY}`,
    );
    expect(publicly.ok).toBe(false);
    expect((await secretClient().storage.getBucket("images")).data?.public).toBe(false);
  });

  test("takes a Blob, refuses a second object of a name, and replaces it when asked to", async () => {
    const blob = (text: string) => new Blob([text], { type: "text/plain" });
    expect((await objects().upload("blob/a", blob("first"))).error).toBeNull();
    expect((await objects().upload("blob/a", blob("second"))).error).toMatchObject({ statusCode: "409" });
    expect(await read("blob/a")).toBe("first");
    expect((await objects().upload("blob/a", blob("third"), { upsert: true })).error).toBeNull();
    expect(await read("blob/a")).toBe("third");
  });

  test("lists one folder at a time, in pages, and removes objects with their files and folders", async () => {
    for (const name of ["list/a", "list/b", "list/deep/c", "list/deep/er/d", "listing"]) {
      await objects().upload(name, Buffer.from(name), { contentType: "text/plain" });
    }
    const namesBelow = async (prefix: string, options = {}) =>
      (await objects().list(prefix, options)).data?.map(({ name }) => name);
    expect(await namesBelow("list")).toEqual(["a", "b", "deep"]);
    expect(await namesBelow("list/deep/")).toEqual(["c", "er"]);
    expect(await namesBelow("list", { limit: 1, offset: 1 })).toEqual(["b"]);
    expect((await objects().list("list")).data?.map(({ id }) => id !== null)).toEqual([true, true, false]);

    expect((await objects().remove(["list/a", "list/b", "list/deep/c", "list/deep/er/d", "none"])).data).toHaveLength(
      4,
    );
    expect(await namesBelow("list")).toEqual([]);
    expect(await readdir(path.join(dataDir, "storage", "images"))).not.toContain("list");
    expect(await read("listing")).toBe("listing");
  });

  test("signs addresses that work without a key until they end, and are of use for nothing else", async () => {
    await objects().upload("signed/a", Buffer.from("signed"), { contentType: "text/plain" });
    await objects().upload("signed/b", Buffer.from("other"), { contentType: "text/plain" });
    const one = (await objects().createSignedUrl("signed/a", 60)).data?.signedUrl ?? "";
    expect(await (await fetch(one)).text()).toBe("signed");
    expect((await fetch(one.replace("signed/a", "signed/b"))).ok).toBe(false);
    expect((await fetch(`${one.slice(0, -4)}AAAA`)).status).toBe(400);
    const ended = (await objects().createSignedUrl("signed/a", -1)).data?.signedUrl ?? "";
    expect((await fetch(ended)).status).toBe(400);
    const many = (await objects().createSignedUrls(["signed/a", "signed/none"], 60)).data;
    expect(many?.map(({ error }) => error === null)).toEqual([true, false]);
    expect(await (await fetch(many?.[0]?.signedUrl ?? "")).text()).toBe("signed");
  });

  test("tells what is not there as a hosted project does", async () => {
    expect((await objects().download("none")).error).toMatchObject({ statusCode: "404" });
    expect((await objects().exists("none")).data).toBe(false);
    expect((await objects().createSignedUrl("none", 60)).error).not.toBeNull();
  });

  test("a person's own session reads, lists, signs, writes and removes nothing, with either key", async () => {
    const person = await signedIn();
    await objects().upload(`${person.id}/photo`, Buffer.from("private"), { contentType: "text/plain" });
    for (const key of [stack.env.SUPABASE_PUBLISHABLE_KEY, stack.env.SUPABASE_SECRET_KEY]) {
      const bucket = clientWith(key, person.token()).storage.from("images");
      const answers = await Promise.all([
        bucket.download(`${person.id}/photo`),
        bucket.list(person.id),
        bucket.createSignedUrl(`${person.id}/photo`, 60),
        bucket.createSignedUploadUrl(`${person.id}/new`),
        bucket.upload(`${person.id}/new`, Buffer.from("x")),
        bucket.remove([`${person.id}/photo`]),
        bucket.copy(`${person.id}/photo`, `${person.id}/new`),
      ]);
      expect(answers.map(({ error }) => (error as { statusCode?: string } | null)?.statusCode)).toEqual(
        Array(7).fill("403"),
      );
    }
    expect(await read(`${person.id}/photo`)).toBe("private");
  });

  const read = async (name: string) => (await objects().download(name)).data?.text();
});

const someEmail = () => `${crypto.randomUUID()}@people.test`;

const clientWith = (key: string, token?: string): SupabaseClient =>
  createClient(stack.env.SUPABASE_URL, key, {
    auth: { persistSession: false, autoRefreshToken: false },
    ...(token && { global: { headers: { authorization: `Bearer ${token}` } } }),
  });
const publicClient = () => clientWith(stack.env.SUPABASE_PUBLISHABLE_KEY);
const secretClient = () => clientWith(stack.env.SUPABASE_SECRET_KEY);

/** The address of a new account that can sign in with PASSWORD. */
async function confirmedAccount(): Promise<string> {
  const email = someEmail();
  await publicClient().auth.signUp({ email, password: PASSWORD });
  const tokenHash = (await lastLink(email)).searchParams.get("token_hash") ?? "";
  await publicClient().auth.verifyOtp({ token_hash: tokenHash, type: "signup" });
  return email;
}

async function signedIn() {
  const email = await confirmedAccount();
  const person = { id: "", client: publicClient(), token: () => token, signInAgain };
  let token = "";
  async function signInAgain() {
    person.client = publicClient();
    const { data } = await person.client.auth.signInWithPassword({ email, password: PASSWORD });
    person.id = data.user?.id ?? "";
    token = data.session?.access_token ?? "";
  }
  await signInAgain();
  return person;
}

async function mailsTo(email: string): Promise<Mail[]> {
  const response = await fetch(stack.env.REPAINT_MAILBOX_URL, { headers: { apikey: stack.env.SUPABASE_SECRET_KEY } });
  const { items } = (await response.json()) as { items: Mail[] };
  return items.filter(({ to }) => to === email);
}

/** Of the newest mail. */
async function lastLink(email: string): Promise<URL> {
  const [mail] = await mailsTo(email);
  return new URL(mail?.link ?? "");
}

async function query(text: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: stack.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
