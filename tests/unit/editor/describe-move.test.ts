import { createTranslator } from "use-intl/core";
import { afterAll, expect, test, vi } from "vitest";
import { createAnnouncerStore } from "#components/editor/state/announcer-store.ts";
import type { Editor } from "#components/editor/state/editor.ts";
import { createMaskStore } from "#components/editor/state/mask-store.ts";
import { watchMask } from "#components/editor/state/watchers.ts";
import { createWordsStore } from "#components/editor/state/words-store.ts";
import { newMeta } from "#lib/client/layers/layer-meta.ts";
import type { LayerChange } from "#lib/domain/mask-engine/layer-change.ts";
import { FIRST_LAYER } from "#lib/domain/mask-engine/layer-change.ts";
import { NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { killWorker, startSession } from "../client/mask-engine/start-session.ts";

vi.mock("#components/editor/state/notify.ts", () => ({ notify: () => {} }));
const t = createTranslator({ locale: "en", messages: await messagesOf("en") });
const IMAGE = { width: 400, height: 300 };

afterAll(killWorker);

test("undo and redo say which step they took back or took again, and what is marked then", async () => {
  const { mask, last } = await setUp();
  mask.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 120, height: 100 } });
  await expect.poll(last).toBe("Mask covers 10 % near the top left.");
  mask.undo();
  await expect.poll(last).toBe("Undone: marks on Layer 1. Nothing is marked.");
  mask.redo();
  await expect.poll(last).toBe("Redone: marks on Layer 1. Mask covers 10 % near the top left.");
});

const ABOVE = "b";
const above: LayerChange = { kind: "add", id: ABOVE, meta: { ...newMeta(2) } };
const meta = (changes: object): LayerChange => ({ kind: "meta", id: ABOVE, meta: { ...newMeta(2), ...changes } });
const STEPS: readonly (readonly [string, LayerChange])[] = [
  ["name of Sky", meta({ name: "Sky" })],
  ["Layer 2 hidden", meta({ isVisible: false })],
  ["Layer 2 locked", meta({ isLocked: true })],
  ["look of Layer 2", meta({ colour: "green" })],
  ["edge and shape of Layer 2", { kind: "settings", id: ABOVE, settings: { ...NO_SETTINGS, invert: true } }],
  ["order of the layers", { kind: "reorder", ids: [ABOVE, FIRST_LAYER] }],
  ["Layer 2 deleted", { kind: "remove", id: ABOVE }],
];

test.each(STEPS)("what was done to a layer is named when it is undone: %s", async (name, step) => {
  const { mask, last, layers, told } = await setUp();
  await told(() => mask.changeLayers(above));
  await told(() => mask.changeLayers(step));
  mask.undo();
  await expect.poll(last).toContain(`Undone: ${name}.`);
  mask.undo();
  await expect.poll(last).toContain("Undone: Layer 2 added.");
  expect(layers()).toBe(1);
});

test("a layer that was merged is not said to have been deleted", async () => {
  const { mask, last, told } = await setUp();
  await told(() => mask.changeLayers(above));
  await told(() => mask.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 120, height: 100 } }));
  await told(() => mask.changeLayers({ kind: "merge", from: ABOVE, into: FIRST_LAYER }));
  mask.undo();
  await expect.poll(last).toContain("Undone: Layer 2 merged into the layer below.");
});

/** Masks whose steps are told. `last` is what was said last. */
async function setUp() {
  const maskState = createMaskStore();
  const announcer = createAnnouncerStore();
  const base = { getState: () => ({ base: IMAGE }) };
  watchMask({ maskState, announcer, base, words: createWordsStore(t) } as unknown as Editor);
  const { session } = await startSession(crypto.randomUUID(), (state, moved) =>
    maskState.setState({ ...state, moved }),
  );
  session.open("original", IMAGE);
  return {
    mask: session,
    last: () => announcer.getState().text,
    layers: () => maskState.getState().layers.length,
    /** Does it, and waits until the page knows. */
    told: async (act: () => void) => {
      const before = maskState.getState();
      act();
      await expect.poll(() => maskState.getState()).not.toBe(before);
    },
  };
}
