import { ApiError, isAbort, misunderstood, unreachable } from "./api-error.ts";
import { errorFromAnswer } from "./error-answer.ts";
import { parseObject } from "./parse-object.ts";

export interface RequestOptions {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, by its own type. */
  readonly file?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Goes on when the page is left. For small requests: browsers send at most 64 KiB this way. */
  readonly keepalive?: boolean;
}

/**
 * One request to our own API, whose answer is taken for what its contract says. The contracts are checked where the
 * answers are made, by the tests of the server: the library that could do it here weighs more than all the pages' calls.
 *
 * Throws `ApiError`, or the `AbortError` of `signal`.
 */
export async function requestJson<Answer extends object>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await request(path, options);
  return readAnswer(await readText(response), response.status);
}

/** Like `requestJson`, for answers that are not JSON or have no body. Throws `ApiError` for anything but 2xx. */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  const { method = "GET", keepalive = false } = options;
  const init: RequestInit = { method, headers, keepalive, credentials: "same-origin" };
  if (options.signal) init.signal = options.signal;
  if (options.json !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(options.json);
  }
  if (options.file) {
    headers["Content-Type"] = options.file.type;
    init.body = options.file;
  }
  const response = await fetch(path, init).catch(rethrowAsUnreachable);
  if (!response.ok)
    throw errorFromAnswer(response.status, await readText(response), response.headers.get("Retry-After"));
  return response;
}

/** Like `request`, where nobody needs the answer: one that nobody takes keeps its connection until the page is left. */
export async function send(path: string, options: RequestOptions): Promise<void> {
  const response = await request(path, options);
  await response.body?.cancel();
}

export interface UploadOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** 0..1 of the bytes sent. Reaches 1 before the answer comes. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * A multipart POST that tells how much has been sent, which `fetch` cannot do.
 *
 * Throws `ApiError`, or the `AbortError` of `signal`.
 */
export function upload<Answer extends object>(
  path: string,
  form: FormData,
  options: UploadOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { signal, onProgress } = options;
    const transfer = new XMLHttpRequest();
    const abort = () => transfer.abort();
    const settle = (finish: () => void) => () => {
      signal?.removeEventListener("abort", abort);
      finish();
    };
    transfer.open("POST", path);
    transfer.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(options.headers ?? {})) transfer.setRequestHeader(name, value);
    transfer.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    transfer.onerror = settle(() => reject(unreachable()));
    transfer.onabort = settle(() => reject(abortError()));
    transfer.onload = settle(() => {
      const { status, responseText } = transfer;
      if (status < 200 || status > 299)
        return reject(errorFromAnswer(status, responseText, transfer.getResponseHeader("Retry-After")));
      try {
        resolve(readAnswer(responseText, status));
      } catch (error) {
        reject(error);
      }
    });
    if (signal?.aborted) return reject(abortError());
    signal?.addEventListener("abort", abort);
    transfer.send(form);
  });
}

/** What is no JSON object comes from something between us and the server, such as the page of a hotel's network. */
function readAnswer<Answer extends object>(text: string, status: number): Answer {
  const answer = parseObject(text);
  if (answer === null) throw misunderstood(status);
  return answer as Answer;
}

async function readText(response: Response): Promise<string> {
  return await response.text().catch(rethrowAsUnreachable);
}

function rethrowAsUnreachable(error: unknown): never {
  if (isAbort(error) || error instanceof ApiError) throw error;
  throw unreachable();
}

function abortError(): DOMException {
  return new DOMException("The request was aborted.", "AbortError");
}
