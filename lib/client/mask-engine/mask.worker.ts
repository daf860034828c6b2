import { MaskHost } from "./mask-host.ts";
import type { FromWorker, LayerLook, MaskNotice, Post, ToWorker } from "./protocol.ts";
import { restoreMask } from "./storage/restore-mask.ts";

/** The part of the worker's global scope that is used; the page's DOM types do not describe it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
const post: Post = (message, transfer) => scope.postMessage(message, transfer);

const hosts = new Map<string, MaskHost>();
let current: MaskHost | undefined;
let looks: { readonly looks: ReadonlyMap<string, LayerLook>; readonly others: LayerLook } | undefined;

/** Messages are taken one after the other, also where one has to wait for the disk. */
let queue = Promise.resolve();

scope.onmessage = ({ data }) => {
  queue = queue
    .then(() => take(data))
    .catch((error) => {
      console.error(error);
      post({ type: "failed" });
    });
};

async function take(message: ToWorker): Promise<void> {
  if (message.type === "open") await open(message);
  else if (message.type === "close") {
    await Promise.all([...hosts.values()].map((host) => host.save()));
    scope.close();
  } else if (message.type === "looks") {
    looks = message;
    for (const host of hosts.values()) host.display.look(message.looks, message.others);
  } else if (message.type === "step") await current?.step(message.sequence, message.step);
  else if (message.type === "import") await current?.import(message);
  else if (message.type === "view") current?.display.view(message.level, message.range);
  else current?.encode(message.ticket, message.layers);
}

async function open({ document, image }: Extract<ToWorker, { type: "open" }>): Promise<void> {
  const onNotice = (notice: MaskNotice) => post({ type: "notice", document, notice });
  current = hosts.get(document) ?? new MaskHost(document, await restoreMask(document, image, onNotice), post);
  hosts.set(document, current);
  if (looks) current.display.look(looks.looks, looks.others);
  current.open();
}
