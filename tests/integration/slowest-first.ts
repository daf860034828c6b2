import { BaseSequencer, type TestSpecification } from "vitest/node";

/** From the slowest on. Begun last, one of them alone would keep the run going for a minute. */
const SLOW = [
  "providers",
  "crash",
  "account-deletion",
  "launch",
  "every-operation",
  "provider-crash",
  "exactness",
  "failover",
  "selections",
];

/** Runs the files that take long before all others. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = SLOW.findIndex((name) => moduleId.endsWith(`/integration/${name}.test.ts`));
      return at < 0 ? SLOW.length : at;
    };
    return others.toSorted((a, b) => rank(a) - rank(b));
  }
}
