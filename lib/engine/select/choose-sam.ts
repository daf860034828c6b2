import { ModelError } from "../bundled-model.ts";
import { loadSam, type Sam } from "./sam.ts";

/** The selection model, or null where it cannot be used; `report` is told why, in words for the operator. */
export async function chooseSam(report: (reason: string) => void, load: () => Promise<Sam> = loadSam) {
  return load().catch((cause: unknown) => {
    if (!(cause instanceof ModelError)) throw cause;
    report(cause.message);
    return null;
  });
}
