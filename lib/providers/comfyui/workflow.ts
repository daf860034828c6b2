import "server-only";
import { readFileSync } from "node:fs";
import type { Unavailability } from "#lib/domain/notice.ts";

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

const titleOf = (slot: Slot) => `repaint:${slot}`;

const NAMED = { variable: "COMFYUI_WORKFLOW" };

export const SLOTS = Object.keys(INPUTS) as readonly Slot[];

/** The workflow in a file, or why there is none. That never holds the path: it is shown to everybody. */
export function readWorkflow(path: string | undefined): Workflow | Unavailability {
  if (!path) return { code: "workflow_missing", values: NAMED };
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return { code: "workflow_unreadable", values: NAMED };
  }
  const graph = parseGraph(text);
  if (!graph) return { code: "workflow_malformed", values: NAMED };
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
  return Object.keys(graph).filter((id) => graph[id]?._meta?.title === titleOf(slot));
}

function openInputs(slot: Slot, { inputs = {} }: Node): readonly string[] {
  return INPUTS[slot].filter((name) => name in inputs && !Array.isArray(inputs[name]));
}

function problemWith(graph: Graph, nodes: Workflow["nodes"]): Unavailability | null {
  for (const slot of ["image", "output"] as const) {
    if (!nodes.has(slot)) return { code: "workflow_lacks_node", values: { ...NAMED, node: titleOf(slot) } };
  }
  if (!nodes.has("mask") && !nodes.has("prompt")) return { code: "workflow_lacks_task", values: NAMED };
  for (const [slot, ids] of nodes) {
    const isFillable = slot === "output" || ids.every((id) => openInputs(slot, graph[id] as Node).length > 0);
    const values = { ...NAMED, node: titleOf(slot), inputs: INPUTS[slot].join(", ") };
    if (!isFillable) return { code: "workflow_lacks_input", values };
  }
  return null;
}
