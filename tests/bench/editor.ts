import { REFERENCE, REPAINT } from "./editor/candidates.ts";
import { type Figures, measure } from "./editor/measure.ts";
import { type Megapixels, PICTURES } from "./editor/picture.ts";
import { serveReference } from "./editor/reference-server.ts";
import { serveRepaint } from "./editor/repaint-server.ts";

const NAMES: Readonly<Record<keyof Figures, string>> = {
  visible: "visible, ms",
  strokeMedian: "stroke frame, median ms",
  strokeP95: "stroke frame, p95 ms",
  strokeFrames: "frames in 3 s",
  longestTask: "longest task over 50 ms",
  tenthP95: "tenth stroke, p95 ms",
  undo: "undo, ms",
  maskPng: "mask PNG, ms",
  wand: "wand on a quarter of the photo, ms",
  megabytes: "page process, MB",
};

/** No further size is begun after this long. */
const PATIENCE_MILLIS = 6 * 60_000;

/**
 * The editor in a real browser beside a small page made with react-konva alone: photos of 12 to 100 megapixels are
 * opened, painted on with strokes of 3 s, undone and their mask saved as a PNG of full size. Chromium draws in software,
 * so a machine with a graphics card is faster in both. Prints a table for each size, the largest first.
 */
async function benchEditor(): Promise<void> {
  await using reference = await serveReference();
  await using repaint = await serveRepaint();
  const sizes = Object.keys(PICTURES).map(Number).toReversed() as Megapixels[];
  const started = performance.now();
  for (const megapixels of sizes) {
    if (performance.now() - started > PATIENCE_MILLIS) {
      console.log(`\nEditor, ${megapixels} megapixels: left out, this machine is too busy`);
      continue;
    }
    const ours = await measure(REPAINT, repaint.url, megapixels);
    const theirs = await measure(REFERENCE, reference.url, megapixels);
    console.log(`\nEditor, ${megapixels} megapixels`);
    console.table(rows(ours, theirs));
  }
}

function rows(ours: Figures, theirs: Figures): Record<string, Record<string, string>> {
  const keys = Object.keys(NAMES) as (keyof Figures)[];
  return Object.fromEntries(
    keys.map((key) => {
      const [own, other] = [ours[key], theirs[key]];
      const ratio = own !== null && other ? (own / other).toFixed(2) : "";
      return [NAMES[key], { [REPAINT.name]: shown(own), [REFERENCE.name]: shown(other), ratio }];
    }),
  );
}

const shown = (value: number | null): string => (value === null ? "" : value.toFixed(value < 100 ? 1 : 0));

await benchEditor();
