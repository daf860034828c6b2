import { createEngine } from "#lib/engine/host.ts";
import { circle } from "#tests/fixtures/holes.ts";

const SIDES = [512, 1024, 2048];
const RUNS = 3;

/**
 * The local engine on square windows with a round hole of a tenth of their area: best of three, warm, with the memory
 * its process has used at the most. The first call, which starts the process and loads the model, is told apart.
 */
async function benchEngine(): Promise<void> {
  const engine = createEngine();
  try {
    const started = performance.now();
    await engine.fill(circle(64, 8));
    console.log(`\nLocal engine: ${((performance.now() - started) / 1000).toFixed(1)} s to start and load the model`);
    const rows: Record<string, Record<string, string>> = {};
    for (const side of SIDES) {
      const times: number[] = [];
      let used = "";
      for (let run = 0; run < RUNS; run++) {
        const before = performance.now();
        used = (await engine.fill(circle(side, Math.sqrt(0.1 / Math.PI) * side))).engine;
        times.push(performance.now() - before);
      }
      const peak = (engine.status().peakMemoryBytes ?? 0) / 1024 ** 2;
      rows[`${side} × ${side}`] = {
        engine: used,
        time: `${Math.min(...times).toFixed(0)} ms`,
        "peak so far": `${peak.toFixed(0)} MB`,
      };
    }
    console.table(rows);
  } finally {
    await engine.close();
  }
}

await benchEngine();
