import fc from "fast-check";
import { expect, test } from "vitest";
import { LayerStack } from "#lib/domain/mask-engine/layer-stack.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import type { Step } from "#lib/domain/mask-engine/step.ts";
import { UndoLog } from "#lib/domain/mask-engine/undo-log.ts";
import { hashOf, steps, take } from "./sample-mask.ts";

const SMALL = { width: 600, height: 400 };
const LARGE = { width: 12_000, height: 8334 };

test("5,000 steps are undone to nothing and redone to the same mask, with a tenth of them in memory", async () => {
  const archive = new Archive();
  const budget = 100 * 1024;
  const document = new MaskDocument(SMALL, new LayerStack(SMALL), new UndoLog(archive, undefined, budget));
  const taken = fc.sample(steps(SMALL, { layers: true, radius: 25 }), { numRuns: 5000, seed: 7 });
  const [empty, marks] = [hashOf(document), new Map<number, string>()];
  let most = 0;
  taken.forEach((step, number) => {
    take(document, step, number);
    archive.saveFrom(document);
    most = Math.max(most, document.log.bytes);
    if (number % 500 === 0) marks.set(document.log.range.position, hashOf(document));
  });
  const { position } = document.log.range;
  expect(position).toBeGreaterThan(2500);
  expect(most).toBeLessThanOrEqual(budget);
  expect(archive.bytes).toBeGreaterThan(10 * budget);
  const whole = hashOf(document);
  await moveAll(document, "undo", archive, marks);
  expect(document.facts().canUndo).toBe(false);
  expect(hashOf(document)).toBe(empty);
  await moveAll(document, "redo", archive, marks);
  expect(document.log.range.position).toBe(position);
  expect(hashOf(document)).toBe(whole);
  expect(document.log.bytes).toBeLessThanOrEqual(budget);
}, 120_000);

test("at 100 megapixels, marks over the whole picture and their undo take less memory than a tenth of its mask", () => {
  const document = new MaskDocument(LARGE);
  const { width, height } = LARGE;
  for (let round = 0; round < 2; round++) {
    document.apply({ kind: "ellipse", mode: "replace", rect: { x: 0, y: 0, width, height } });
    document.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width, height } });
    document.changeLayers({ kind: "add", id: `${round}`, meta: null });
  }
  const arrays = new Set<ArrayBuffer>();
  for (const { id } of document.layers.list.layers) {
    const { raw } = document.layers.mask(id);
    for (const key of raw.keys()) arrays.add((raw.tile(key) as Uint8Array<ArrayBuffer>).buffer);
  }
  const bytes = [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0) + document.log.bytes;
  expect(bytes).toBeLessThan((width * height) / 10);
  expect(document.facts().layers[0]).toMatchObject({ pixels: width * height, bounds: { x: 0, y: 0, width, height } });
  while (document.undo());
  expect(document.facts()).toMatchObject({ pixels: 0, canRedo: true });
});

test("with nowhere to write to, the oldest steps are forgotten when the budget is used up, the newest never", () => {
  const document = new MaskDocument(SMALL, new LayerStack(SMALL), new UndoLog(null, undefined, 3000));
  for (let x = 0; x < 100; x++) {
    document.apply({ kind: "ellipse", mode: "add", rect: { x: x * 5, y: x, width: 30, height: 30 } });
    expect(document.log.canUndo).toBe(true);
    expect(document.log.isOverBudget).toBe(false);
  }
  document.log.pack();
  const { first, position } = document.log.range;
  expect(first).toBeGreaterThan(0);
  for (let step = first; step < position; step++) expect(document.undo()).toBe(true);
  expect(document.undo()).toBe(false);
  expect(document.facts().pixels).toBeGreaterThan(0);
});

test("a step that cannot be read back ends the history there, and what is marked stays", async () => {
  const archive = new Archive();
  const document = new MaskDocument(SMALL, new LayerStack(SMALL), new UndoLog(archive, undefined, 1));
  for (const x of [0, 100, 200]) {
    document.apply({ kind: "rectangle", mode: "add", rect: { x, y: 0, width: 50, height: 50 } });
    archive.saveFrom(document);
  }
  archive.steps.delete(1);
  expect(document.undo()).toBe(true);
  expect(await document.log.load("undo")).toBe(false);
  expect(document.facts()).toMatchObject({ canUndo: false, canRedo: true, pixels: 2 * 50 * 50 });
});

class Archive {
  readonly steps = new Map<number, Step>();
  bytes = 0;

  async read(number: number): Promise<Step | null> {
    return this.steps.get(number) ?? null;
  }

  saveFrom({ log }: MaskDocument): void {
    const unsaved = log.unsaved();
    for (const [number, step] of unsaved) {
      this.steps.set(number, step);
      for (const tiles of step.tiles.values()) for (const tile of tiles.values()) this.bytes += tile?.length ?? 0;
    }
    log.markSaved(unsaved);
  }
}

async function moveAll(document: MaskDocument, way: "undo" | "redo", archive: Archive, marks: Map<number, string>) {
  while (way === "undo" ? document.log.canUndo : document.log.canRedo) {
    expect(await document.log.load(way)).toBe(true);
    expect(document[way]()).toBe(true);
    archive.saveFrom(document);
    const mark = marks.get(document.log.range.position);
    if (mark) expect(hashOf(document)).toBe(mark);
  }
}
