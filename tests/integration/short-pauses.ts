import { registerHooks } from "node:module";

/**
 * For `--import` in a worker under test: the adapters' pauses between tries and looks pass a hundred times faster. They
 * are the services' time, not the tests'; that they are kept is proven in tests/unit/providers.
 */
const FASTER = 100;
const SHIM = `data:text/javascript,${encodeURIComponent(`
  import { setTimeout as pause } from "node:timers/promises";
  export * from "node:timers/promises";
  export const setTimeout = (millis, value, options) => pause(millis / ${FASTER}, value, options);
`)}`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "node:timers/promises" && context.parentURL?.includes("/lib/providers/")
      ? { url: SHIM, format: "module", shortCircuit: true }
      : next(specifier, context),
});
