import { AsyncLocalStorage } from "node:async_hooks";

/** What the gateway and the parts that lite calls back tell each other about the request under way. */
interface RequestContext {
  /** Where the person asked a mail's link to end; lite itself forgets it. */
  readonly redirectTo: string | null;
  /** Why the storage adapter failed; lite answers all such failures alike. */
  storageFailure?: unknown;
}

const current = new AsyncLocalStorage<RequestContext>();

export function withContext<Result>(context: RequestContext, work: () => Promise<Result>): Promise<Result> {
  return current.run(context, work);
}

export function redirectTarget(): string | null {
  return current.getStore()?.redirectTo ?? null;
}

export function noteStorageFailure(error: unknown): void {
  const context = current.getStore();
  if (context) context.storageFailure = error;
}
