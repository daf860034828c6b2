import { createHmac, timingSafeEqual } from "node:crypto";
import type { Sql } from "postgres";
import { z } from "zod";
import { isDiskFull } from "../start-error.ts";
import { type Gateway, refuse } from "./gateway-parts.ts";
import { withContext } from "./request-context.ts";

const PREFIX = "/storage/v1";
const LIST = /^\/object\/list\/([^/]+)$/;
const SIGN_MANY = /^\/object\/sign\/[^/]+$/;
const SIGN = /^\/object\/(upload\/)?sign\//;

/** Codes of a hosted project, which storage-js looks at, for lite's names of the same errors. */
const CODES: Readonly<Record<string, string>> = {
  not_found: "NoSuchKey",
  "Bucket not found": "NoSuchBucket",
  Duplicate: "KeyAlreadyExists",
  "Payload too large": "EntityTooLarge",
};

/** Storage as storage-js knows it from a hosted project, where lite answers otherwise. */
export async function handleStorage(gateway: Gateway, request: Request): Promise<Response> {
  const route = new URL(request.url).pathname.slice(PREFIX.length);
  const bucket = LIST.exec(route)?.[1];
  if (request.method === "POST" && bucket !== undefined) return list(gateway.sql, bucket, request);
  if (request.method === "POST" && SIGN_MANY.test(route)) return signMany(gateway, request);

  const context: { redirectTo: null; storageFailure?: unknown } = { redirectTo: null };
  const sent = isForm(request) ? await unpackForm(request) : request;
  if (!sent) return refuse(400, "The upload holds no file");
  const response = await withContext(context, () => gateway.app.fetch(sent));
  if (isDiskFull(context.storageFailure)) return refuse(507, "The disk is full");
  if ((context.storageFailure as NodeJS.ErrnoException | undefined)?.code === "ENOENT")
    return refuse(404, "Object not found", "NoSuchKey");
  if (!response.ok) return nameError(response);
  return request.method === "POST" && SIGN.test(route) ? nameSignedUrl(response) : response;
}

/** True when the token of a signed URL is ours and still good; lite answers a bad one with a server error. */
export function isSigned(token: string, jwtSecret: string): boolean {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const wanted = createHmac("sha256", jwtSecret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
  const { exp } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { exp?: number };
  return exp !== undefined && exp * 1000 > Date.now();
}

function isForm(request: Request): boolean {
  return (request.headers.get("content-type") ?? "").startsWith("multipart/form-data");
}

/** storage-js sends a Blob as the nameless field of a form; lite looks for a field named `file`. Sent on as plain bytes. */
async function unpackForm(request: Request): Promise<Request | null> {
  const form = await request.formData();
  const file = [...form.values()].find((value) => value instanceof File);
  if (!file) return null;
  const headers = new Headers(request.headers);
  headers.set("content-type", file.type || "application/octet-stream");
  headers.set("content-length", String(file.size));
  const cacheControl = form.get("cacheControl");
  if (typeof cacheControl === "string") headers.set("cache-control", `max-age=${cacheControl}`);
  return new Request(request.url, { method: request.method, headers, body: await file.arrayBuffer() });
}

/** lite: `signedUrl`, with the service's prefix. storage-js: `signedURL` (or `url` for uploads), without. */
async function nameSignedUrl(response: Response): Promise<Response> {
  const { signedUrl, ...rest } = (await response.json()) as { signedUrl: string };
  const url = signedUrl.replace(PREFIX, "");
  return Response.json({ ...rest, signedURL: url, url });
}

async function nameError(response: Response): Promise<Response> {
  if (!(response.headers.get("content-type") ?? "").includes("json")) return response;
  const body = (await response.json()) as { error?: string };
  return Response.json({ ...body, code: CODES[body.error ?? ""] }, { status: response.status });
}

const signManyRequest = z.object({ expiresIn: z.number(), paths: z.array(z.string()).max(1000) });

/** Signs several objects, which lite's router takes for one object without a name. */
async function signMany(gateway: Gateway, request: Request): Promise<Response> {
  const parsed = signManyRequest.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return refuse(400, "The request to sign is not valid");
  const { expiresIn, paths } = parsed.data;
  const signOne = async (path: string) => {
    const body = JSON.stringify({ expiresIn });
    const headers = new Headers(request.headers);
    headers.delete("content-length");
    const url = `${request.url}/${path.split("/").map(encodeURIComponent).join("/")}`;
    const response = await handleStorage(gateway, new Request(url, { method: "POST", headers, body }));
    const answer = (await response.json()) as { signedURL?: string; message?: string };
    return { path, signedURL: answer.signedURL ?? null, error: response.ok ? null : (answer.message ?? "Not found") };
  };
  return Response.json(await Promise.all(paths.map(signOne)));
}

const listRequest = z.object({
  prefix: z.string().default(""),
  limit: z.number().int().min(1).max(1000).default(100),
  offset: z.number().int().min(0).default(0),
  search: z.string().default(""),
  sortBy: z.object({ column: z.string().optional(), order: z.string().optional() }).nullish(),
});

/** One level of a folder, folders without id, as a hosted project lists; lite lists every object whose name begins so. */
async function list(sql: Sql, bucket: string, request: Request): Promise<Response> {
  const parsed = listRequest.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return refuse(400, "The list request is not valid");
  const { limit, offset, search, sortBy } = parsed.data;
  const prefix = parsed.data.prefix.replace(/^\/+|\/+$/g, "");
  const folder = prefix === "" ? "" : `${prefix}/`;
  const column = sql(["created_at", "updated_at"].includes(sortBy?.column ?? "") ? (sortBy?.column ?? "name") : "name");
  const direction = sortBy?.order === "desc" ? sql`desc` : sql`asc`;
  const rows = await sql`
    with below as (
      select *, substr(name, length(${folder}) + 1) as rest from storage.objects
      where bucket_id = ${bucket} and starts_with(name, ${folder})
    ), entries as (
      select distinct on (split_part(rest, '/', 1), rest like '%/%')
        split_part(rest, '/', 1) as name,
        case when rest like '%/%' then null else id end as id,
        case when rest like '%/%' then null else created_at end as created_at,
        case when rest like '%/%' then null else updated_at end as updated_at,
        case when rest like '%/%' then null else last_accessed_at end as last_accessed_at,
        case when rest like '%/%' then null else metadata end as metadata
      from below
    )
    select * from entries where starts_with(lower(name), lower(${search}))
    order by ${column} ${direction}, name limit ${limit} offset ${offset}`;
  return Response.json(rows);
}
