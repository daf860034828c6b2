import "server-only";
import type { StackEnvironment } from "#supabase/embedded/stack.ts";

/** What app and worker run on: the embedded stack, or a Supabase project. */
export interface Backend {
  /** Variables for app and worker. */
  readonly env: Partial<StackEnvironment>;
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}
