import { countTouched } from "./count-touched.ts";
import type { CountReply, CountRequest } from "./touched-pixels.ts";

/** The part of the worker's global scope that is used; the page's DOM types do not describe it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<CountRequest>) => void) | null;
  postMessage(message: CountReply): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => {
  countTouched(data.file).then(
    (count) => scope.postMessage(count),
    () => scope.postMessage(null),
  );
};
