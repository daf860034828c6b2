import { editorLayers, type LayerMeta, newMeta, nextNumber } from "#lib/client/layers/layer-meta.ts";
import { newId } from "#lib/client/new-id.ts";
import type { LayerSettings } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import type { Editor } from "./editor.ts";
import { wishKey, wishOf } from "./layer-wishes.ts";

/** A new layer on top, which is drawn on from here. It asks for the same as the one before, but for the words. */
export function addLayer(editor: Editor, changes: Partial<LayerMeta> = {}): void {
  const { mask, layerWishes, maskState } = editor;
  const id = newId();
  const wish = wishOf(editor, maskState.getState().active);
  layerWishes.getState().keep(wishKey(mask.document, id), { ...wish, prompt: "", references: [] });
  mask.changeLayers({ kind: "add", id, meta: { ...newMeta(nextNumber(layersOf(editor))), ...changes } });
}

export function duplicateLayer(editor: Editor, from: string, name: string): void {
  const { mask, layerWishes } = editor;
  const source = layersOf(editor).find((layer) => layer.id === from);
  if (!source) return;
  const id = newId();
  layerWishes.getState().keep(wishKey(mask.document, id), wishOf(editor, from));
  // Its own colour, so that the two can be told apart where they lie over each other.
  const { number, colour, pattern } = newMeta(nextNumber(layersOf(editor)));
  mask.changeLayers({ kind: "duplicate", from, id, meta: { ...source.meta, number, colour, pattern, name } });
}

export function changeMeta(editor: Editor, id: string, change: Partial<LayerMeta>): void {
  const layer = layersOf(editor).find((one) => one.id === id);
  if (layer) editor.mask.changeLayers({ kind: "meta", id, meta: { ...layer.meta, ...change } });
}

/** Shows settings while a slider is dragged; `changeSettings` at its end makes them a step of undo. */
export function trySettings({ mask }: Editor, id: string, settings: LayerSettings): void {
  mask.tryLayers({ kind: "settings", id, settings });
}

export function changeSettings({ mask }: Editor, id: string, settings: LayerSettings): void {
  mask.changeLayers({ kind: "settings", id, settings });
}

/** By one place up (1) or down (-1) in the list, or to a place counted from the bottom. */
export function moveLayer(editor: Editor, id: string, to: { readonly by: 1 | -1 } | { readonly at: number }): void {
  const ids = layersOf(editor).map((layer) => layer.id);
  const from = ids.indexOf(id);
  const at = "at" in to ? to.at : from + to.by;
  if (from < 0 || at < 0 || at >= ids.length || at === from) return;
  editor.mask.changeLayers({ kind: "reorder", ids: ids.toSpliced(from, 1).toSpliced(at, 0, id) });
}

/** Into the layer below, which keeps its name, its look and what it asks for. */
export function mergeDown(editor: Editor, id: string): void {
  const ids = layersOf(editor).map((layer) => layer.id);
  const below = ids[ids.indexOf(id) - 1];
  if (below === undefined) return;
  editor.mask.changeLayers({ kind: "merge", from: id, into: below });
  editor.mask.activateLayer(below);
}

const layersOf = ({ maskState }: Editor) => editorLayers(maskState.getState().layers);
