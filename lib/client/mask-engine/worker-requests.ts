import { ApiError } from "../api-error.ts";
import type { FromWorker, ImportedMask, ToWorker } from "./protocol.ts";

/** The worker with its answers matched to what was asked of it. What is no answer goes to `onMessage`. */
export class WorkerRequests {
  readonly #worker: Worker;
  readonly #encoders = new Map<number, PromiseWithResolvers<Blob>>();
  readonly #imports = new Map<number, PromiseWithResolvers<void>>();
  readonly #onMessage: (message: FromWorker) => void;
  readonly #onFailure: () => void;
  #ticket = 0;
  #isClosed = false;

  constructor(worker: Worker, onMessage: (message: FromWorker) => void, onFailure: () => void) {
    this.#worker = worker;
    this.#onMessage = onMessage;
    this.#onFailure = onFailure;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#take(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail();
    };
  }

  /** What is transferred can no longer be used on the page. */
  post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  encode(layers: readonly string[] | null): Promise<Blob> {
    const ticket = this.#ticket++;
    const encoder = Promise.withResolvers<Blob>();
    this.#encoders.set(ticket, encoder);
    this.post({ type: "encode", ticket, layers });
    return encoder.promise;
  }

  import(sequence: number, mask: ImportedMask): Promise<void> {
    const ticket = this.#ticket++;
    const taken = Promise.withResolvers<void>();
    this.#imports.set(ticket, taken);
    this.post({ type: "import", sequence, ticket, mask });
    return taken.promise;
  }

  /** The worker ends when what it holds is saved. */
  close(): void {
    this.#isClosed = true;
    this.post({ type: "close" });
    this.#rejectAll();
  }

  #take(message: FromWorker): void {
    if (this.#isClosed) {
      if (message.type === "shown") for (const { bitmap } of message.tiles) bitmap?.close();
    } else if (message.type === "encoded") {
      const encoder = this.#encoders.get(message.ticket);
      this.#encoders.delete(message.ticket);
      if (message.png) encoder?.resolve(message.png);
      else encoder?.reject(notPrepared());
    } else if (message.type === "imported") {
      const taken = this.#imports.get(message.ticket);
      this.#imports.delete(message.ticket);
      if (message.problem) taken?.reject(new ApiError(message.problem));
      else taken?.resolve();
    } else if (message.type === "failed") this.#fail();
    else this.#onMessage(message);
  }

  #fail(): void {
    if (this.#isClosed) return;
    this.#worker.terminate();
    this.#rejectAll();
    this.#onFailure();
  }

  #rejectAll(): void {
    for (const request of [...this.#encoders.values(), ...this.#imports.values()]) request.reject(notPrepared());
    this.#encoders.clear();
    this.#imports.clear();
  }
}

function notPrepared(): ApiError {
  return new ApiError("internal", { message: "What you marked could not be prepared for sending. Try again." });
}
