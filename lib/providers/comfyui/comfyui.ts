import "server-only";
import { randomInt } from "node:crypto";
import { RepaintError } from "#lib/domain/error.ts";
import type { Unavailability } from "#lib/domain/notice.ts";
import { availableByAddress, unavailable } from "../availability.ts";
import type { Availability, Provider, ProviderCall } from "../provider.ts";
import { type Connection, connectionTo, type ProviderEnv, type ProviderSettings } from "../settings.ts";
import { modelOf } from "./model.ts";
import { cancelPrompt, download, queuePrompt, upload, waitForPicture } from "./server.ts";
import { fillIn, readWorkflow, SLOTS, type Workflow } from "./workflow.ts";

/** What ComfyUI is told by the environment, besides its key and address. */
export interface ComfyuiEnv {
  /** Path of a graph in API format. */
  readonly COMFYUI_WORKFLOW?: string | undefined;
}

/**
 * ComfyUI, a server of the operator's own, running a workflow of the operator's own: `COMFYUI_WORKFLOW` names a graph
 * saved in API format, whose nodes are found by their titles (`workflow.ts` lists them). It is read once, at the start.
 * What it has decides what it is offered for. It has no login; where something in front of it does, `COMFYUI_API_KEY`
 * is `user:password` or a bearer token.
 *
 * Progress and previews come on its WebSocket alone and are not followed. How large a picture the workflow takes is not
 * told; the sizes are cautious.
 */
export function createComfyuiProvider({ env }: { env: ProviderEnv & ComfyuiEnv } & ProviderSettings): Provider {
  const connection = connectionTo("COMFYUI", env, "");
  const workflow = readWorkflow(env.COMFYUI_WORKFLOW);
  return {
    id: "comfyui",
    name: "ComfyUI",
    models: [modelOf(new Set("code" in workflow ? SLOTS : workflow.nodes.keys()))],
    // It works on one run at a time; what waits there uses up its deadline.
    limits: { maxConcurrent: 1 },
    availability: () => availabilityOf(connection, workflow),
    edit: async (call) => {
      if ("code" in workflow) throw new RepaintError("model_unavailable", { detail: workflow.code });
      const id = call.jobId ?? (await submit(call, workflow, connection));
      try {
        if (call.jobId === null) await call.onJobId(id);
        const [output = ""] = workflow.nodes.get("output") ?? [];
        const picture = await waitForPicture(id, output, call.signal, connection);
        const bytes = await download(picture, call.signal, connection);
        return { image: { bytes, format: "encoded" }, warnings: [], requestId: id, costMicroUsd: 0 };
      } catch (error) {
        await cancelPrompt(id, call.signal, connection);
        throw error;
      }
    },
  };
}

function availabilityOf(connection: Connection, workflow: Workflow | Unavailability): Availability {
  const reached = availableByAddress("COMFYUI", connection);
  return reached.available && "code" in workflow ? unavailable(workflow) : reached;
}

/** Uploads what the workflow reads and queues it. @returns the id of its run. */
async function submit(call: ProviderCall, workflow: Workflow, connection: Connection): Promise<string> {
  const { image, mask, prompt, options, signal } = call;
  const imageName = await upload(image.bytes, signal, connection);
  const maskName = mask ? await upload(mask, signal, connection) : undefined;
  const graph = fillIn(workflow, {
    image: imageName,
    ...(maskName !== undefined && { mask: maskName }),
    prompt,
    "negative-prompt": String(options.negativePrompt ?? ""),
    // The one in the file would make every run the same.
    seed: Number(options.seed ?? randomInt(2 ** 31)),
  });
  return await queuePrompt(graph, signal, connection);
}
