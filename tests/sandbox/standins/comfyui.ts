import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import type { Mask } from "#lib/domain/raster.ts";
import { pictureAnswer, webPage } from "../kit/answer.ts";
import { binarised, inverted, paint, readAlpha, readPicture } from "../kit/picture.ts";
import { Refusal, type Standin, type StandinContext } from "../kit/standin.ts";

interface Node {
  readonly class_type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly _meta?: { readonly title: string };
}
export type ComfyuiGraph = Readonly<Record<string, Node>>;

/** A graph as ComfyUI saves it in API format: inpainting with a checkpoint, its nodes titled as Repaint wants them. */
export const WORKFLOW_FILE = fileURLToPath(new URL("./comfyui-workflow.json", import.meta.url));
export const INPAINT_GRAPH: ComfyuiGraph = JSON.parse(readFileSync(WORKFLOW_FILE, "utf8"));

interface Run {
  readonly fault: string | null;
  readonly output: string;
  looks: number;
}

const KNOWN_NODES = new Set([...Object.values(INPAINT_GRAPH).map(({ class_type }) => class_type), "VAEEncode"]);
const KEY = "painter:a secret graph";

/**
 * A ComfyUI server behind a login. It runs graphs of the nodes it knows: a run waits in the queue, then is being worked
 * on, then lies in the history. The fault `stalls`, which is no failure, makes a run that is worked on for ever, and
 * `stays-queued` one that never gets its turn. A fault of a run must be asked for three times: two uploads come first.
 */
export function createComfyuiStandin(): Standin {
  const files = new Map<string, Uint8Array>();
  const runs = new Map<string, Run>();
  return {
    id: "comfyui",
    key: KEY,
    faults: {
      "wrong-login": { code: "invalid_key", answer: () => new Response("Unauthorized", { status: 401 }) },
      "too-large": { code: "image_rejected", answer: () => new Response("Maximum request body size", { status: 413 }) },
      "server-error": { code: "overloaded", answer: () => new Response("500 Internal Server Error", { status: 500 }) },
      "invalid-graph": {
        code: "bad_response",
        answer: () => invalid("prompt_outputs_failed_validation", "Value not in list"),
      },
      nameless: { code: "bad_response", answer: () => Response.json({}) },
      "run-failed": { code: "bad_response" },
      "run-out-of-memory": { code: "engine_out_of_memory" },
      "run-interrupted": { code: "bad_response" },
      "run-forgotten": { code: "bad_response" },
      "no-output": { code: "bad_response" },
      "result-gone": { code: "bad_response" },
      "not-a-picture": { code: "bad_response" },
    },
    handle: async (request, context) => {
      const { pathname, searchParams } = new URL(request.url);
      if (request.headers.get("authorization") !== `Basic ${Buffer.from(KEY).toString("base64")}`)
        return new Response("Unauthorized", { status: 401 });
      const [, route, id = ""] = pathname.split("/");
      switch (`${request.method} /${route}`) {
        case "POST /upload":
          return await store(request, files);
        case "POST /prompt":
          return await queue(request, files, runs, context);
        case "GET /history":
          return Response.json(historyOf(id, runs.get(id)));
        case "GET /queue":
          return Response.json(queueOf(runs));
        case "POST /queue":
          return dequeue(await request.json(), runs);
        case "POST /interrupt":
          return interrupt(await request.json(), runs);
        case "GET /view":
          return view(searchParams, files, runs);
        default:
          return new Response("404: Not Found", { status: 404 });
      }
    },
  };
}

async function store(request: Request, files: Map<string, Uint8Array>): Promise<Response> {
  if (new URL(request.url).pathname !== "/upload/image") return new Response(null, { status: 404 });
  const { image, type = "input", subfolder = "", ...others } = Object.fromEntries(await request.formData());
  if (!(image instanceof File) || image.name.includes("/")) return new Response(null, { status: 400 });
  if (type !== "input" || subfolder !== "" || Object.keys(others).length > 0)
    return new Response(null, { status: 400 });
  files.set(image.name, new Uint8Array(await image.arrayBuffer()));
  return Response.json({ name: image.name, subfolder: "", type: "input" });
}

async function queue(
  request: Request,
  files: Map<string, Uint8Array>,
  runs: Map<string, Run>,
  { fault, saw }: StandinContext,
): Promise<Response> {
  const {
    prompt: graph,
    client_id: _client,
    ...others
  } = (await request.json()) as { prompt?: ComfyuiGraph } & Record<string, unknown>;
  if (!graph || Object.keys(others).length > 0) return invalid("no_prompt", "No prompt provided");
  for (const { class_type } of Object.values(graph))
    if (!KNOWN_NODES.has(class_type)) return invalid("missing_node_type", `Node '${class_type}' not found.`);
  const [saveId, save] = Object.entries(graph).find(([, node]) => node.class_type === "SaveImage") ?? [];
  if (!saveId || !save) return invalid("prompt_no_outputs", "Prompt has no outputs");
  const id = `run-${runs.size + 1}`;
  files.set(`${id}.png`, await execute(graph, save, files, saw));
  runs.set(id, { fault, output: saveId, looks: 0 });
  return Response.json({ prompt_id: id, number: runs.size, node_errors: {} });
}

/** Walks the graph back from its output, as ComfyUI does. */
async function execute(
  graph: ComfyuiGraph,
  save: Node,
  files: ReadonlyMap<string, Uint8Array>,
  saw: StandinContext["saw"],
): Promise<Uint8Array> {
  const from = (node: Node, input: string): Node => {
    const link = node.inputs[input];
    const source = Array.isArray(link) ? graph[String(link[0])] : undefined;
    return source ?? refuse(`Required input is missing: ${input}`);
  };
  const load = (node: Node): Uint8Array =>
    files.get(String(node.inputs.image)) ?? refuse(`Invalid image file: ${node.inputs.image}`);

  const sampler = from(from(save, "images"), "samples");
  const seed = sampler.inputs.seed;
  if (!Number.isInteger(seed)) refuse("seed is not an integer");
  const latent = from(sampler, "latent_image");
  const picture = load(from(latent, "pixels"));
  const size = await readPicture(picture);
  const region = "mask" in latent.inputs ? await maskOf(load(from(latent, "mask"))) : null;
  const prompt = String(from(sampler, "positive").inputs.text);
  const negative = String(from(sampler, "negative").inputs.text);
  saw({ endpoint: "/prompt", size, region, prompt, fields: { seed, negative } });
  return new Uint8Array(await paint(picture, region, prompt));
}

/** The MASK of `LoadImage`, as the encoder rounds it: one minus alpha, nothing without alpha. */
async function maskOf(bytes: Uint8Array): Promise<Mask> {
  const { hasAlpha, width, height } = await sharp(bytes).metadata();
  if (!hasAlpha) return { width, height, data: new Uint8Array(width * height) };
  return binarised(inverted(await readAlpha(bytes)));
}

/** Looked at once it is still in the queue, unless a fault holds it there. */
const isRunning = ({ fault, looks }: Run) => fault === "stalls" || (fault !== "stays-queued" && looks < 2);

function historyOf(id: string, run: Run | undefined): unknown {
  if (!run || run.fault === "run-forgotten" || run.fault === "stays-queued") return {};
  run.looks++;
  if (isRunning(run)) return {};
  const failure = run.fault === null ? undefined : FAILED[run.fault];
  if (failure) return { [id]: { outputs: {}, status: { status_str: "error", completed: false, messages: failure } } };
  const images = run.fault === "no-output" ? [] : [{ filename: `${id}.png`, subfolder: "", type: "output" }];
  return {
    [id]: { outputs: { [run.output]: { images } }, status: { status_str: "success", completed: true, messages: [] } },
  };
}

const exception = (exception_type: string, exception_message: string) => [
  ["execution_start", { prompt_id: "1" }],
  ["execution_error", { node_id: "7", node_type: "KSampler", exception_type, exception_message }],
];
const FAILED: Readonly<Record<string, unknown>> = {
  "run-failed": exception("RuntimeError", "mat1 and mat2 shapes cannot be multiplied"),
  "run-out-of-memory": exception("torch.OutOfMemoryError", "Allocation on device"),
  "run-interrupted": [["execution_interrupted", { node_id: "7" }]],
};

function queueOf(runs: ReadonlyMap<string, Run>) {
  const entries = [...runs].filter(([, { fault }]) => fault !== "run-forgotten");
  const toEntry = ([id]: readonly [string, Run], number: number) => [number, id, {}, {}, []];
  return {
    queue_running: entries.filter(([, run]) => isRunning(run)).map(toEntry),
    queue_pending: entries.filter(([, { fault }]) => fault === "stays-queued").map(toEntry),
  };
}

function dequeue({ delete: ids }: { delete: readonly string[] }, runs: Map<string, Run>): Response {
  // What runs already stays: only an interruption ends it.
  for (const id of ids) if (runs.get(id)?.fault === "stays-queued") runs.delete(id);
  return new Response(null, { status: 200 });
}

function interrupt({ prompt_id: id }: { prompt_id: string }, runs: Map<string, Run>): Response {
  runs.delete(id);
  return new Response(null, { status: 200 });
}

function view(
  query: URLSearchParams,
  files: ReadonlyMap<string, Uint8Array>,
  runs: ReadonlyMap<string, Run>,
): Response {
  const name = query.get("filename") ?? "";
  const fault = runs.get(name.replace(/\.png$/, ""))?.fault;
  const bytes = files.get(name);
  if (!bytes || query.get("type") !== "output" || fault === "result-gone") return new Response(null, { status: 404 });
  if (fault === "not-a-picture") return webPage();
  return pictureAnswer(bytes);
}

function refuse(reason: string): never {
  throw new Refusal(invalid("prompt_outputs_failed_validation", reason));
}

const invalid = (type: string, message: string) =>
  Response.json({ error: { type, message, details: "", extra_info: {} }, node_errors: {} }, { status: 400 });
