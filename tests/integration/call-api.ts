import { globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { breachOf } from "#tests/contracts.ts";

type Handler = (request: Request, next: { params: Promise<Record<string, string>> }) => Promise<Response>;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Fixed names before parameters, as Next routes. */
const ROUTES = globSync("app/api/**/route.ts", { cwd: ROOT })
  .map((file) => ({ file, pattern: file.replaceAll("\\", "/").replace(/^app|\/route\.ts$/g, "") }))
  .sort((a, b) => a.pattern.split("[").length - b.pattern.split("[").length);

export interface ApiCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: FormData;
}

/** One request to the API, answered by the handler that serves its address, in the words of its contract. */
export async function callApi(
  origin: string,
  path: string,
  { method = "GET", headers = {}, json, form }: ApiCall = {},
): Promise<Response> {
  const url = new URL(path, origin);
  for (const { file, pattern } of ROUTES) {
    const params = match(pattern, url.pathname);
    if (!params) continue;
    const handler = ((await import(join(ROOT, file))) as Record<string, Handler | undefined>)[method];
    if (!handler) break;
    const body = form ?? (json === undefined ? undefined : JSON.stringify(json));
    const type: Record<string, string> = json === undefined ? {} : { "content-type": "application/json" };
    const request = new Request(url, { method, headers: { ...type, ...headers }, ...(body !== undefined && { body }) });
    const answer = await handler(request, { params: Promise.resolve(params) });
    if (answer.headers.get("content-type")?.startsWith("application/json")) {
      const text = await answer.clone().text();
      const breach = breachOf({ method, path: url.pathname, status: answer.status, text });
      if (breach) throw new Error(breach);
    }
    return answer;
  }
  throw new Error(`nothing serves ${method} ${path}`);
}

function match(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\[(\w+)\]$/.exec(part)?.[1];
    if (name) params[name] = given[index] ?? "";
    else if (part !== given[index]) return null;
  }
  return params;
}
