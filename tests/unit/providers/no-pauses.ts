import { vi } from "vitest";

/** Pauses between looks and tries are the services' time, not the tests': here they pass at once. */
vi.mock("node:timers/promises", () => ({
  setTimeout: async (_: number, value: unknown, { signal }: { signal?: AbortSignal } = {}) => {
    signal?.throwIfAborted();
    return value;
  },
}));
