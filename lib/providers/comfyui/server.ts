import "server-only";
import { createHash } from "node:crypto";
import { RepaintError } from "#lib/domain/error.ts";
import { postJson } from "../http/body.ts";
import { cancelIfGivenUp } from "../http/cancel.ts";
import { poll } from "../http/poll.ts";
import { type Answer, send } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";
import type { Connection } from "../settings.ts";
import type { Graph } from "./workflow.ts";

/** A picture that a run has made, as `GET /view` wants it named. */
interface Picture {
  readonly filename: string;
  readonly subfolder: string;
  readonly type: string;
}

/** Stores a PNG among the server's inputs. @returns its name there. */
export async function upload(bytes: Uint8Array, signal: AbortSignal, connection: Connection): Promise<string> {
  const form = new FormData();
  // The same bytes have the same name, so that a picture tried again and again lies there once.
  const name = `repaint-${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}.png`;
  form.set("image", new Blob([new Uint8Array(bytes)], { type: "image/png" }), name);
  const answer = await request("/upload/image", { method: "POST", body: form }, { signal }, connection);
  const stored = (answer.json() ?? {}) as { name?: unknown; subfolder?: unknown };
  if (typeof stored.name !== "string") throw new RepaintError("bad_response", { detail: "an upload without a name" });
  return stored.subfolder ? `${stored.subfolder}/${stored.name}` : stored.name;
}

/** @returns the id of the run. */
export async function queuePrompt(graph: Graph, signal: AbortSignal, connection: Connection): Promise<string> {
  const answer = await request("/prompt", postJson({ prompt: graph }), { signal }, connection);
  const { prompt_id: id } = (answer.json() ?? {}) as { prompt_id?: unknown };
  if (typeof id !== "string") throw new RepaintError("bad_response", { detail: "a prompt without an id" });
  return id;
}

/** Waits for a run's end. @param output id of the node whose first picture is the result. */
export async function waitForPicture(
  id: string,
  output: string,
  signal: AbortSignal,
  connection: Connection,
): Promise<Picture> {
  const look = async (): Promise<Picture | null> => {
    // A run leaves the queue when it enters the history. In neither, it was lost in a restart.
    const run = await readHistory(id, signal, connection);
    if (run) return pictureOf(run, output);
    const { running, waiting } = await readQueue(signal, connection);
    if (running.includes(id) || waiting.includes(id)) return null;
    const ended = await readHistory(id, signal, connection);
    if (!ended) throw new RepaintError("bad_response", { detail: "the server has forgotten the run" });
    return pictureOf(ended, output);
  };
  return await poll(look, { firstMillis: 500, mostMillis: 2_000 }, signal);
}

export async function download(picture: Picture, signal: AbortSignal, connection: Connection): Promise<Uint8Array> {
  const query = new URLSearchParams({ ...picture });
  return (await request(`/view?${query}`, {}, { signal, isRead: true }, connection)).bytes;
}

/** Takes a run that nobody waits for any more out of the queue, or interrupts it. */
export function cancelPrompt(id: string, given: AbortSignal, connection: Connection): Promise<void> {
  return cancelIfGivenUp(given, async (signal) => {
    const options = { signal, isRead: true };
    await request("/queue", postJson({ delete: [id] }), options, connection);
    // Older servers interrupt whatever runs, so they are asked only while that is ours, and not a second time.
    const { running } = await readQueue(signal, connection);
    if (running.includes(id)) await request("/interrupt", postJson({ prompt_id: id }), { signal }, connection);
  });
}

interface Run {
  readonly outputs?: Readonly<Record<string, { readonly images?: unknown } | undefined>>;
  readonly status?: { readonly status_str?: unknown; readonly messages?: unknown } | null;
}

async function readHistory(id: string, signal: AbortSignal, connection: Connection): Promise<Run | undefined> {
  const answer = await request(`/history/${encodeURIComponent(id)}`, {}, { signal, isRead: true }, connection);
  return ((answer.json() ?? {}) as Record<string, Run | undefined>)[id];
}

async function readQueue(signal: AbortSignal, connection: Connection) {
  const answer = await request("/queue", {}, { signal, isRead: true }, connection);
  const { queue_running, queue_pending } = (answer.json() ?? {}) as Record<string, unknown>;
  return { running: idsIn(queue_running), waiting: idsIn(queue_pending) };
}

/** Every entry of the queue is a list with the id in second place. */
const idsIn = (entries: unknown): readonly unknown[] =>
  Array.isArray(entries) ? entries.map((entry) => (Array.isArray(entry) ? entry[1] : undefined)) : [];

function pictureOf({ outputs = {}, status }: Run, output: string): Picture {
  if (status?.status_str === "error") throw runError(JSON.stringify(status.messages ?? null));
  const images = outputs[output]?.images;
  const {
    filename,
    subfolder = "",
    type = "output",
  } = ((Array.isArray(images) ? images[0] : null) ?? {}) as Partial<Picture>;
  if (typeof filename !== "string")
    throw new RepaintError("bad_response", { detail: "the node titled repaint:output made no picture" });
  return { filename, subfolder, type };
}

/** @param messages what happened in the run, as JSON; the exception's words are in the last of them. */
function runError(messages: string): RepaintError {
  return new RepaintError(isAboutMemory(messages) ? "engine_out_of_memory" : "bad_response", {
    detail: `the run failed: ${messages.slice(-2_000)}`,
  });
}

const isAboutMemory = (text: string) => /out ?of ?memory/i.test(text);

function request(
  path: string,
  init: RequestInit,
  options: { readonly signal: AbortSignal; readonly isRead?: boolean },
  { baseUrl, key }: Connection,
): Promise<Answer> {
  const scheme = key.includes(":") ? `Basic ${Buffer.from(key).toString("base64")}` : `Bearer ${key}`;
  const headers = { ...init.headers, ...(key && { authorization: scheme }) };
  return send(baseUrl + path, { ...init, headers }, { ...options, toError });
}

/** 400 is a workflow that does not fit the server: a node or a file that is missing there. 404 is a result that is gone. */
function toError(answer: Answer): RepaintError {
  if (isAboutMemory(answer.text())) return statusError(answer, "engine_out_of_memory");
  return statusError(answer, answer.status === 400 || answer.status === 404 ? "bad_response" : null);
}
