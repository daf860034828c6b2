import "server-only";
import { readFileSync } from "node:fs";

/**
 * A ComfyUI workflow as Repaint uses it: a graph saved in API format, in which the nodes that Repaint fills in or reads
 * are named by their titles. Several nodes may have the same title; all of them are filled in.
 *
 * | title | node | gets |
 * |---|---|---|
 * | `repaint:image` | `LoadImage` | the picture |
 * | `repaint:mask` | `LoadImage`, its `MASK` output used; or `LoadImageMask` on `alpha` | the mask: transparent is repainted |
 * | `repaint:prompt` | one with an input `text`, `prompt` or `value`, such as `CLIPTextEncode` | the description |
 * | `repaint:negative-prompt` | the same | what to avoid |
 * | `repaint:seed` | one with an input `seed`, `noise_seed` or `value`, such as `KSampler` | the seed, another one each time |
 * | `repaint:output` | `SaveImage` or `PreviewImage` | nothing: the result is its first picture |
 *
 * The picture and the output are needed. What else is there says what the workflow is for: with a mask and a prompt it
 * paints what is described, without a prompt it erases, without a mask it repaints everything. The result must have the
 * picture's size, and a node that grows the mask should grow it by 0: it is grown already.
 */
export interface Workflow {
  readonly graph: Graph;
  /** Ids of the nodes with each title. */
  readonly nodes: ReadonlyMap<Slot, readonly string[]>;
}

/** What `repaint:` may be followed by in a title. */
export type Slot = keyof typeof INPUTS;

/** Node ids and nodes. Whatever else a node holds is sent as it came. */
export type Graph = Readonly<Record<string, Node>>;

interface Node {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly _meta?: { readonly title?: unknown };
}

/** The inputs that take each slot's value: of those that a node has, all that no other node feeds. */
const INPUTS = {
  image: ["image"],
  mask: ["image"],
  prompt: ["text", "prompt", "value"],
  "negative-prompt": ["text", "prompt", "value"],
  seed: ["seed", "noise_seed", "value"],
  output: [],
} as const satisfies Record<string, readonly string[]>;

export const SLOTS = Object.keys(INPUTS) as readonly Slot[];

/**
 * The workflow in a file, or in one sentence for the operator why there is none. The sentence never holds the path: it
 * is shown to everybody.
 */
export function readWorkflow(path: string | undefined): Workflow | string {
  if (!path) return "Set COMFYUI_WORKFLOW to the path of a workflow saved in API format.";
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return "The file that COMFYUI_WORKFLOW names cannot be read.";
  }
  const graph = parseGraph(text);
  if (!graph) return "The file that COMFYUI_WORKFLOW names is no workflow in API format.";
  const nodes = new Map(SLOTS.map((slot) => [slot, nodesTitled(slot, graph)] as const).filter(([, ids]) => ids.length));
  return problemWith(graph, nodes) ?? { graph, nodes };
}

/** The graph with these values in the nodes of their slots. A slot that the workflow has not is passed over. */
export function fillIn({ graph, nodes }: Workflow, values: Partial<Record<Slot, string | number>>): Graph {
  const filled: Record<string, Node> = { ...graph };
  for (const [slot, ids] of nodes) {
    const value = values[slot];
    if (value === undefined) continue;
    for (const id of ids) {
      const node = filled[id] as Node;
      const given = Object.fromEntries(openInputs(slot, node).map((name) => [name, value]));
      filled[id] = { ...node, inputs: { ...node.inputs, ...given } };
    }
  }
  return filled;
}

function parseGraph(text: string): Graph | null {
  try {
    const graph: unknown = JSON.parse(text);
    const isGraph = typeof graph === "object" && graph !== null && Object.values(graph).every(isNode);
    return isGraph ? (graph as Graph) : null;
  } catch {
    return null;
  }
}

/** Workflows saved for the editor have no `class_type`, and none of their inputs by name. */
const isNode = (value: unknown) => typeof value === "object" && value !== null && "class_type" in value;

function nodesTitled(slot: Slot, graph: Graph): readonly string[] {
  return Object.keys(graph).filter((id) => graph[id]?._meta?.title === `repaint:${slot}`);
}

function openInputs(slot: Slot, { inputs = {} }: Node): readonly string[] {
  return INPUTS[slot].filter((name) => name in inputs && !Array.isArray(inputs[name]));
}

function problemWith(graph: Graph, nodes: Workflow["nodes"]): string | null {
  for (const slot of ["image", "output"] as const) {
    if (!nodes.has(slot)) return `The workflow that COMFYUI_WORKFLOW names has no node titled repaint:${slot}.`;
  }
  if (!nodes.has("mask") && !nodes.has("prompt"))
    return "The workflow that COMFYUI_WORKFLOW names has neither a node titled repaint:mask nor one titled repaint:prompt.";
  for (const [slot, ids] of nodes) {
    const isFillable = slot === "output" || ids.every((id) => openInputs(slot, graph[id] as Node).length > 0);
    if (!isFillable)
      return `The node titled repaint:${slot} must have an open input named ${INPUTS[slot].join(" or ")}.`;
  }
  return null;
}
